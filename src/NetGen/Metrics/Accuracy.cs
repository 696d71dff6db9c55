using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Share of the rows that are right: the largest score, and the first of equals, is that of the label; or every output is on its target's
/// side, as with <see cref="BinaryCrossEntropyWithLogitsLossAttribute"/>. What <see cref="Evaluation.Accuracy"/> is of the first loss that
/// knows classes.
/// </summary>
public sealed class Accuracy() : Metric("accuracy")
{
    private long _right;
    private long _rows;

    /// <inheritdoc/>
    public override double Value => (double)_right / _rows;

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Classes == 0 && !source.IsBinary)
        {
            throw source.Refuse("class labels, or yes and no");
        }

        (_right, _rows) = (0, 0);
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            bool right = batch.TargetWidth == 0
                ? Judgement.IsLargest(batch.Output(row), batch.Labels[row])
                : Judgement.SidesAgree(batch.Output(row), ref MemoryMarshal.GetReference(batch.Target(row)), 1);
            _right += right ? 1 : 0;
        }

        _rows += batch.Count;
    }
}
