namespace NetGen;

/// <summary>
/// A metric of what rows are taken for: with class labels the class of the largest score, the first of equals; else yes or no for each
/// output.
/// </summary>
public abstract class DecisionMetric : Metric
{
    private double _threshold;

    private protected DecisionMetric(string name)
        : base(name)
    {
    }

    /// <summary>
    /// Above which an output says yes, where the loss takes target values: 0 where it is null and they are scores, <see
    /// cref="BinaryCrossEntropyWithLogitsLossAttribute"/>. Write 0.5 where the outputs of a loss of your own are probabilities.
    /// </summary>
    public double? Threshold { get; init; }

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Classes == 0 && ((!source.IsBinary && Threshold is null) || source.Width != source.TargetWidth))
        {
            throw source.Refuse("class labels, or yes and no (set Threshold)");
        }

        _threshold = Threshold ?? 0;
        Begin(source, source.Classes > 0 ? source.Classes : source.Width == 1 ? 2 : 0, source.Classes > 0 ? 1 : source.Width);
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            ReadOnlySpan<double> output = batch.Output(row);
            if (batch.TargetWidth == 0)
            {
                Count(0, batch.Labels[row], Largest(output));
                continue;
            }

            ReadOnlySpan<double> target = batch.Target(row);
            for (int i = 0; i < output.Length; i++)
            {
                Count(i, target[i] > 0.5 ? 1 : 0, output[i] > _threshold ? 1 : 0);
            }
        }
    }

    /// <summary>Begins to count.</summary>
    /// <param name="source">What will be judged.</param>
    /// <param name="classes">Classes of the decisions: 2 for one yes or no; 0 for several.</param>
    /// <param name="outputs">Decisions of a row.</param>
    private protected abstract void Begin(MetricSource source, int classes, int outputs);

    /// <summary>Counts a decision.</summary>
    /// <param name="output">Which of the row's.</param>
    /// <param name="truth">The class it should have been, or 1 for yes.</param>
    /// <param name="taken">What it was.</param>
    private protected abstract void Count(int output, int truth, int taken);

    private static int Largest(ReadOnlySpan<double> scores)
    {
        int largest = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            largest = scores[i] > scores[largest] || (double.IsNaN(scores[largest]) && !double.IsNaN(scores[i])) ? i : largest;
        }

        return largest;
    }
}
