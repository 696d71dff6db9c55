using static System.FormattableString;

namespace NetGen;

/// <summary>How well a network does on a dataset.</summary>
/// <param name="Loss">Mean loss of the samples.</param>
/// <param name="Accuracy">Share of the samples whose class was predicted right, 0 to 1; null where the loss knows no classes.</param>
/// <param name="Count">Number of samples.</param>
public sealed record Evaluation(double Loss, double? Accuracy, int Count)
{
    /// <summary>"loss 0.0312, accuracy 99.02 % of 10000 samples".</summary>
    public override string ToString() => Accuracy is double accuracy
        ? Invariant($"loss {Loss:0.0000}, accuracy {100 * accuracy:0.00} % of {Words.Counted(Count, "sample")}")
        : Invariant($"loss {Loss:0.0000} over {Words.Counted(Count, "sample")}");
}
