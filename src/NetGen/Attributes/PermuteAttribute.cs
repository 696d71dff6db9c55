namespace NetGen;

/// <summary>
/// The dimensions in another order: dimension i of the result is dimension <c>axes[i]</c> of the input, as in PyTorch and without the
/// batch.
/// <c>[Permute(1, 0)]</c> turns [length × features] around.
/// </summary>
/// <param name="axes">Every dimension once, from 0.</param>
public sealed class PermuteAttribute(params int[] axes) : OperationAttribute
{
    /// <summary>Every dimension once.</summary>
    public int[] Axes { get; } = axes;
}
