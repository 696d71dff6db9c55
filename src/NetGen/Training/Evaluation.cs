using static System.FormattableString;

namespace NetGen;

/// <summary>How well a network does on a dataset.</summary>
/// <param name="Loss">Mean loss of the samples; of several losses their weighted sum.</param>
/// <param name="Accuracy">Share of the samples whose class was predicted right, 0 to 1; null where the loss knows no classes.</param>
/// <param name="Count">Number of samples.</param>
public sealed record Evaluation(double Loss, double? Accuracy, int Count)
{
    /// <summary>Mean of each loss, which <see cref="Loss"/> is the weighted sum of.</summary>
    public LossValues Losses { get; init; } = new([], []);

    /// <summary>The metrics that were asked for, by name.</summary>
    public MetricValues Metrics { get; init; } = new([], []);

    /// <summary>
    /// "loss 0.0312, accuracy 99.02 % of 10000 samples"; of several losses "loss 0.0702 (Head 0.0312, Side 0.0390), …"; behind
    /// that metrics: ", F1 0.9812".
    /// </summary>
    public override string ToString() =>
        Judged + string.Concat(Metrics.Select(metric => Invariant($", {metric.Key} {metric.Value:0.0000}")));

    private string Judged => Accuracy is double accuracy
        ? Invariant($"loss {Loss:0.0000}{LossValues.Behind(Losses)}, accuracy {100 * accuracy:0.00} % of {Words.Counted(Count, "sample")}")
        : Invariant($"loss {Loss:0.0000}{LossValues.Behind(Losses)} over {Words.Counted(Count, "sample")}");
}
