using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Runs a forward pass over a whole dataset, batch after batch in order.</summary>
internal static class EvaluationLoop
{
    /// <summary>Mean loss, accuracy and metrics of all samples; the last batch may be smaller.</summary>
    /// <param name="runner">Runs forward pass and loss.</param>
    /// <param name="data">The samples.</param>
    /// <param name="metrics">What else is wanted.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <exception cref="ArgumentException">The data or a metric does not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Evaluation Run<T>(
        BatchRunner<T> runner, Dataset data, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(data);
        BatchLoader<T> loader = new(runner, data, nameof(data), checksAll: false, trains: false);
        int[] indices = new int[Math.Min(runner.Capacity, data.Count)];
        LossSums<T> losses = new(runner);
        using MetricRun<T> judges = new(runner, metrics, data.Count);
        long correct = 0, predictions = 0;
        for (int start = 0; start < data.Count; start += indices.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<int> batch = indices.AsSpan(0, Math.Min(indices.Length, data.Count - start));
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i] = start + i;
            }

            loader.Load(batch);
            BatchResult result = runner.Run(batch.Length, loader.Lengths);
            losses.Add(result);
            judges.Add(start, batch.Length, loader.Lengths);
            correct += result.Correct;
            predictions += result.Predictions;
        }

        double? accuracy = runner.HasAccuracy && predictions > 0 ? (double)correct / predictions : null;
        return new Evaluation(losses.Mean, accuracy, data.Count) { Losses = losses.Means, Metrics = judges.Values };
    }
}
