namespace NetGen;

/// <summary>
/// Base of the losses: what training minimizes. Several of them are added up, each with its <see cref="Weight"/> and the stage it is
/// <see cref="On"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public abstract class CriterionAttribute : Attribute
{
    /// <summary>The stage whose output is judged: <c>nameof(Head)</c>; the last one unless given.</summary>
    public string? On { get; set; }

    /// <summary>Its share in the sum of losses, above 0: 1 unless given.</summary>
    public float Weight { get; set; } = 1;

    /// <summary>
    /// Whether each sample has a weight, batch × 1, that its loss and its gradient are multiplied by: false unless given. A sequence's or
    /// an image's counts for all its positions or pixels. What the sum is divided by stays: the size of the batch, as in
    /// <c>(loss * w).mean()</c> in PyTorch and sum_over_batch_size in Keras; where classes have weights or a label is left out, Σ of these
    /// without the samples'.
    /// The weights, any finite numbers, are one more target: <c>Dataset.WithWeights</c>, or the column "HeadWeight" for a loss on Head.
    /// Accuracy does not know them; an evaluation of data that has none counts each sample once.
    /// </summary>
    public bool SampleWeights { get; set; }
}
