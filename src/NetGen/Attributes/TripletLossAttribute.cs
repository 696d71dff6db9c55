namespace NetGen;

/// <summary>
/// Brings an anchor nearer to a sample of its own kind than to one of another: L = max(0, d(anchor, positive) − d(anchor, negative) +
/// margin), d(x, y) = ‖x − y + 10⁻⁶‖, averaged over the batch (and its positions or pixels). The three are stages of one shape; there is no
/// target: a dataset has inputs alone. Schroff, Kalenichenko and Philbin 2015 (FaceNet), https://arxiv.org/abs/1503.03832, there with
/// squares of distances; PyTorch's TripletMarginLoss.
/// </summary>
public sealed class TripletLossAttribute : CriterionAttribute
{
    /// <summary>
    /// Three stages in place of <see cref="CriterionAttribute.On"/>: <c>nameof(Anchor), nameof(Positive), nameof(Negative)</c>.
    /// </summary>
    /// <param name="anchor">What is compared with the two others; it gives the loss its name.</param>
    /// <param name="positive">Of its kind.</param>
    /// <param name="negative">Of another.</param>
    public TripletLossAttribute(string anchor, string positive, string negative) =>
        (Anchor, Positive, Negative) = (anchor, positive, negative);

    /// <summary>What is compared with the two others.</summary>
    public string Anchor { get; }

    /// <summary>Of its kind.</summary>
    public string Positive { get; }

    /// <summary>Of another.</summary>
    public string Negative { get; }

    /// <summary>By how much the negative is to be farther, above 0 and at most 1000: 1 unless given.</summary>
    public float Margin { get; set; } = 1;
}
