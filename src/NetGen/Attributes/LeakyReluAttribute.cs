namespace NetGen;

/// <summary>y = x for x &gt; 0, else slope · x.</summary>
public sealed class LeakyReluAttribute : OperationAttribute
{
    /// <summary>With that slope.</summary>
    /// <param name="slope">Slope below 0, at least 0 and less than 1: 0.01 unless given.</param>
    public LeakyReluAttribute(float slope = 0.01f) => Slope = slope;

    /// <summary>The same, inside a block.</summary>
    /// <param name="slope">Slope below 0, at least 0 and less than 1.</param>
    public LeakyReluAttribute(string slope) => Slope = slope;

    /// <summary>Slope below 0.</summary>
    public Rate Slope { get; }
}
