using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>Runs a forward pass over all samples, batch after batch in order.</summary>
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
        BatchRunner<T> runner, DataStream data, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blockSize = data is DatasetStream ? int.MaxValue : RunSamples<T>.BlockSizeOf(runner.Signature, runner.Capacity);
        int[] indices = new int[(int)Math.Min(runner.Capacity, data.Count ?? runner.Capacity)];
        LossSums<T> losses = new(runner);
        using MetricRun<T> judges = new(runner, metrics, (int)Math.Min(data.Count ?? 0, int.MaxValue));
        long correct = 0, predictions = 0, first = 0;
        foreach (Dataset block in WholeBlocks.Read(data, blockSize, cancellationToken))
        {
            if (first + block.Count > int.MaxValue)
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"An evaluation takes at most {int.MaxValue} samples: evaluate the first with Take."));
            }

            BatchLoader<T> loader = new(runner, block, nameof(data), checksAll: false, trains: false);
            for (int start = 0; start < block.Count; start += indices.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Span<int> batch = indices.AsSpan(0, Math.Min(indices.Length, block.Count - start));
                for (int i = 0; i < batch.Length; i++)
                {
                    batch[i] = start + i;
                }

                loader.Load(batch);
                BatchResult result = runner.Run(batch.Length, loader.Lengths);
                losses.Add(result);
                judges.Add((int)first + start, batch.Length, loader.Lengths);
                correct += result.Correct;
                predictions += result.Predictions;
            }

            first += block.Count;
        }

        double? accuracy = runner.HasAccuracy && predictions > 0 ? (double)correct / predictions : null;
        return new Evaluation(losses.Mean, accuracy, (int)first) { Losses = losses.Means, Metrics = judges.Values };
    }
}
