namespace NetGen;

/// <summary>
/// e to the mean of −ln p of the label, p by softmax of the outputs: among how many equally likely classes the network seems to choose.
/// Outputs are scores before softmax, or logarithms of probabilities. Label smoothing and class weights of the loss play no part.
/// </summary>
public sealed class Perplexity() : Metric("perplexity")
{
    private double _sum;
    private long _rows;

    /// <inheritdoc/>
    public override double Value => Math.Exp(_sum / _rows);

    /// <inheritdoc/>
    protected internal override void Begin(MetricSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Classes == 0)
        {
            throw source.Refuse("class labels");
        }

        (_sum, _rows) = (0, 0);
    }

    /// <inheritdoc/>
    protected internal override void Add(in MetricBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            ReadOnlySpan<double> scores = batch.Output(row);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (double score in scores)
            {
                largest = Math.Max(largest, score);
            }

            foreach (double score in scores)
            {
                sum += Math.Exp(score - largest);
            }

            _sum += largest + Math.Log(sum) - scores[batch.Labels[row]];
        }

        _rows += batch.Count;
    }
}
