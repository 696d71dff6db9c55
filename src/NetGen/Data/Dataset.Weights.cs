namespace NetGen;

/// <content>What samples count for.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// The same samples, each with a weight that its loss is multiplied by: see <see cref="CriterionAttribute.SampleWeights"/>.
    /// </summary>
    /// <param name="weights">One for each sample, any finite numbers; kept, not copied.</param>
    /// <param name="stage">The stage that the loss is on; it need not be said where one loss only takes weights.</param>
    /// <exception cref="ArgumentException">There are not as many weights as samples, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">The samples are chosen, divided or shuffled: give them weights before.</exception>
    public Dataset WithWeights(float[] weights, string stage = "Sample")
    {
        DataColumn column = DataColumn.Weights(weights);
        if (_view is not null)
        {
            throw new InvalidOperationException("Samples that were chosen, divided or shuffled get no weights: give them before.");
        }

        return column.Count == Inputs[0].Column.Count
            ? FromColumns(Inputs, [.. Targets, ($"{stage}Weight", column)]).Take(Count)
            : throw new ArgumentException(
                $"{Words.Counted(Inputs[0].Column.Count, "sample")} need as many weights, but {Words.There(weights.Length)}.",
                nameof(weights));
    }

    /// <summary>
    /// The same samples, each with the weight of its class, which its loss is multiplied by: see
    /// <see cref="CriterionAttribute.SampleWeights"/>.
    /// </summary>
    /// <param name="weights">One for each class, any finite numbers, as <see cref="BalancedClassWeights"/> computes them.</param>
    /// <param name="stage">The stage that the loss is on; it need not be said where one loss only takes weights.</param>
    /// <exception cref="ArgumentException">There are fewer weights than classes, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">The data has no labels, or several for a sample.</exception>
    public Dataset WithClassWeights(float[] weights, string stage = "Sample")
    {
        ArgumentNullException.ThrowIfNull(weights);
        IntegerColumn labels = OneLabel();
        if (weights.Length < labels.Bound)
        {
            throw new ArgumentException(
                $"{Words.Counted(labels.Bound, "class")} need as many weights, but {Words.There(weights.Length)}.", nameof(weights));
        }

        // Of all rows, whichever of them are seen here.
        DataColumn column = DataColumn.Weights([.. Enumerable.Range(0, labels.Count).Select(row => weights[labels[row][0]])]);
        return new(Count, Inputs, [.. Targets, ($"{stage}Weight", column)], _view);
    }

    /// <summary>
    /// Weights for <see cref="WithClassWeights"/> under which all classes count alike: n / (K · nₖ) for K classes, nₖ samples of class k of
    /// n in all, so that the mean weight is 1 (King and Zeng 2001; scikit-learn's "balanced"). A class without a sample has weight 0.
    /// </summary>
    /// <exception cref="InvalidOperationException">The data has no labels, or several for a sample.</exception>
    public float[] BalancedClassWeights()
    {
        IntegerColumn labels = OneLabel();
        int[] counts = new int[labels.Bound];
        for (int sample = 0; sample < Count; sample++)
        {
            counts[labels[Row(sample)][0]]++;
        }

        return Array.ConvertAll(counts, count => count == 0 ? 0 : (float)((double)Count / counts.Length / count));
    }

    private IntegerColumn OneLabel() => FirstTarget is IntegerColumn { Size: 1 } labels
        ? labels
        : throw new InvalidOperationException("Classes have weights where each sample has one label; the data has none, or several.");
}
