namespace NetGen;

/// <summary>y = x for x &gt; 0, else slope · x.</summary>
/// <param name="slope">Slope below 0.</param>
public sealed class LeakyReluAttribute(float slope = 0.01f) : OperationAttribute
{
    /// <summary>Slope below 0.</summary>
    public float Slope { get; } = slope;
}
