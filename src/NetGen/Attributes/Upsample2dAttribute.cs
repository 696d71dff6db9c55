namespace NetGen;

/// <summary>
/// Each pixel becomes a square of factor × factor pixels, equal ones or, with <see cref="UpsampleMode.Bilinear"/>, on the way to its
/// neighbours. Input [channels, height, width]; output [channels, height · factor, width · factor].
/// </summary>
public sealed class Upsample2dAttribute : OperationAttribute
{
    /// <summary>So many pixels along each side.</summary>
    /// <param name="factor">At least 1.</param>
    public Upsample2dAttribute(int factor) => Factor = factor;

    /// <inheritdoc cref="Upsample2dAttribute(int)"/>
    public Upsample2dAttribute(string factor) => Factor = factor;

    /// <summary>Pixels in place of one, along each side.</summary>
    public Size Factor { get; }

    /// <summary>What the new pixels are: <see cref="UpsampleMode.Nearest"/> unless given.</summary>
    public UpsampleMode Mode { get; set; }
}
