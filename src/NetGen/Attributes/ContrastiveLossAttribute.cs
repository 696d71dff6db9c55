namespace NetGen;

/// <summary>
/// Draws alike pairs of embeddings together and pushes others apart: L = D² / 2 for a yes, a target above ½, else max(0, margin − D)² / 2,
/// with D = ‖a − b‖, averaged over the batch. The first half of the output's features is a, the second b, as of
/// <c>[Concat(nameof(One), nameof(Other))]</c>; the target is one number, 1 and 0 or 1 and −1. Hadsell, Chopra and LeCun 2006.
/// </summary>
public sealed class ContrastiveLossAttribute : CriterionAttribute
{
    /// <summary>The distance from which on those that are not alike are left alone, above 0 and at most 1000: 1 unless given.</summary>
    public float Margin { get; set; } = 1;
}
