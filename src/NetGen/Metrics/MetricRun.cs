using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Takes metrics through one evaluation.</summary>
internal sealed class MetricRun<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Metric[] _metrics;
    private readonly MetricRows<T>[] _rows;
    private int _entered;

    /// <summary>Begins the metrics.</summary>
    /// <exception cref="ArgumentException">One of them does not fit the network, or two have one name.</exception>
    /// <exception cref="InvalidOperationException">One of them is in use by another evaluation.</exception>
    public MetricRun(BatchRunner<T> runner, IReadOnlyList<Metric> metrics, int samples, ICommunicator? communicator = null)
    {
        _metrics = [.. metrics];
        int[] targets = MetricTargets.Find(runner.Signature, _metrics);
        try
        {
            for (int i = 0; i < _metrics.Length; i++)
            {
                _metrics[i].Enter();
                _entered++;
                _metrics[i].Begin(MetricTargets.SourceOf(runner.Signature, targets[i], _metrics[i], samples));
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        _rows =
        [
            .. targets.Zip(_metrics).GroupBy(pair => pair.First, pair => pair.Second)
                .Select(judges => new MetricRows<T>(runner, judges.Key, [.. judges], communicator)),
        ];
    }

    /// <summary>Adds the batch that the program ran last.</summary>
    /// <param name="first">The dataset's sample that is the batch's first.</param>
    /// <param name="part">The samples of it that the program ran.</param>
    /// <param name="lengths">Positions of its sequences.</param>
    public void Add(int first, BatchPart part, ReadOnlySpan<int> lengths)
    {
        foreach (MetricRows<T> rows in _rows)
        {
            rows.Add(first, part, lengths);
        }
    }

    /// <summary>What they give.</summary>
    public MetricValues Values =>
        new(Array.ConvertAll(_metrics, metric => metric.Name), Array.ConvertAll(_metrics, metric => metric.Value));

    /// <summary>Leaves the metrics to the next evaluation.</summary>
    public void Dispose()
    {
        while (_entered > 0)
        {
            _metrics[--_entered].Leave();
        }
    }
}
