namespace NetGen;

/// <summary>
/// Turns alike pairs of embeddings in one direction and others apart: L = 1 − c for a yes, a target above ½, else max(0, c − margin), with
/// c = a·b / (‖a‖ · ‖b‖), averaged over the batch. The first half of the output's features is a, the second b, as of
/// <c>[Concat(nameof(One), nameof(Other))]</c>; the target is one number, 1 and −1 or 1 and 0. PyTorch's CosineEmbeddingLoss.
/// </summary>
public sealed class CosineEmbeddingLossAttribute : CriterionAttribute
{
    /// <summary>The cosine below which those that are not alike are left alone, from −1 and less than 1: 0 unless given.</summary>
    public float Margin { get; set; }
}
