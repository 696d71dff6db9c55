namespace NetGen;

/// <summary>Each pixel becomes a square of factor × factor equal pixels. Input [channels × height × width].</summary>
public sealed class Upsample2dAttribute : OperationAttribute
{
    /// <summary>So many pixels along each side.</summary>
    /// <param name="factor">At least 1.</param>
    public Upsample2dAttribute(int factor) => Factor = factor;

    /// <inheritdoc cref="Upsample2dAttribute(int)"/>
    public Upsample2dAttribute(string factor) => Factor = factor;

    /// <summary>Pixels in place of one, along each side.</summary>
    public Size Factor { get; }
}
