namespace NetGen;

/// <summary>Each pixel becomes a square of <paramref name="factor"/> × <paramref name="factor"/> equal pixels. Input [channels × height × width].</summary>
/// <param name="factor">At least 1.</param>
public sealed class UpsampleAttribute(int factor) : OperationAttribute
{
    /// <summary>Pixels in place of one, along each side.</summary>
    public int Factor { get; } = factor;
}
