namespace NetGen;

/// <summary>y = x for x &gt; 0, else slope · x.</summary>
public sealed class LeakyReluAttribute : OperationAttribute
{
    /// <summary>With a fixed slope.</summary>
    /// <param name="slope">Slope below 0: 0.01 unless given.</param>
    public LeakyReluAttribute(float slope = 0.01f) => Slope = Text(slope);

    /// <summary>The same inside a block, with one of its parameters: <c>[LeakyRelu(nameof(slope))]</c>.</summary>
    /// <param name="slope">Arithmetic over the block's parameters; see <see cref="BlockAttribute"/>.</param>
    public LeakyReluAttribute(string slope) => Slope = slope;

    /// <summary>Slope below 0.</summary>
    public string Slope { get; }
}
