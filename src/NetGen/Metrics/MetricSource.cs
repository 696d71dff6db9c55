namespace NetGen;

/// <summary>What a metric is about to judge: one output of a network, and what its loss compares it with.</summary>
public sealed class MetricSource
{
    private readonly Metric _metric;

    internal MetricSource(Metric metric, string stage) => (_metric, Stage) = (metric, stage);

    /// <summary>The stage of the output.</summary>
    public string Stage { get; }

    /// <summary>Values of a row of the output: scores of classes, or numbers.</summary>
    public required int Width { get; init; }

    /// <summary>
    /// Classes that labels name, 0 to this − 1; 0 where the loss takes target values. A target of shares of the classes, <see
    /// cref="SoftCrossEntropyLossAttribute"/>, is given as the label of the largest.
    /// </summary>
    public required int Classes { get; init; }

    /// <summary>Target values of a row; 0 where the loss takes labels.</summary>
    public required int TargetWidth { get; init; }

    /// <summary>
    /// Whether each output above 0 says yes, and a target above ½ is one: <see cref="BinaryCrossEntropyWithLogitsLossAttribute"/>.
    /// </summary>
    public required bool IsBinary { get; init; }

    /// <summary>
    /// Samples of the data, 0 where they are not counted before; each has one row, or one for each of its pixels or positions.
    /// </summary>
    public required int Samples { get; init; }

    /// <summary>What to throw where the metric cannot judge this.</summary>
    /// <param name="takes">What it takes: "class labels".</param>
    /// <returns>"F1 takes class labels; the loss on Head takes 3 target values."</returns>
    public ArgumentException Refuse(string takes) => new(
        $"{_metric.Name} takes {takes}; the loss on {Stage} takes "
        + (Classes > 0
            ? $"labels of {Words.Counted(Classes, "class")}."
            : $"{Words.Counted(TargetWidth, "target value")}{(IsBinary ? ", yes or no" : "")}."));
}
