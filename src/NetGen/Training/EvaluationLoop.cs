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
    /// <param name="communicator">The processes that do it together; null where this one is alone.</param>
    /// <exception cref="ArgumentException">The data or a metric does not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Evaluation Run<T>(
        BatchRunner<T> runner, DataStream data, IReadOnlyList<Metric> metrics, CancellationToken cancellationToken,
        ICommunicator? communicator = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int blockSize = data is DatasetStream ? int.MaxValue : RunSamples<T>.BlockSizeOf(runner.Signature, runner.Capacity);
        (int rank, int size) = communicator is null ? (0, 1) : (communicator.Rank, communicator.Size);
        int[] indices = new int[(int)Math.Min(runner.Capacity, data.Count ?? runner.Capacity)];
        int together = (int)Math.Min((long)indices.Length * size, int.MaxValue);
        LossSums<T> losses = new(runner);
        using MetricRun<T> judges = new(runner, metrics, (int)Math.Min(data.Count ?? 0, int.MaxValue), communicator);
        long correct = 0, predictions = 0, first = 0;
        foreach (Dataset block in WholeBlocks.Read(data, blockSize, cancellationToken))
        {
            if (first + block.Count > int.MaxValue)
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"An evaluation takes at most {int.MaxValue} samples: evaluate the first with Take."));
            }

            BatchLoader<T> loader = new(runner, block, nameof(data), checksAll: false, trains: false);
            for (long start = 0; start < block.Count; start += together)
            {
                cancellationToken.ThrowIfCancellationRequested();
                BatchPart part = BatchPart.Of((int)Math.Min(together, block.Count - start), rank, size);
                Span<int> batch = indices.AsSpan(0, part.Count);
                for (int i = 0; i < batch.Length; i++)
                {
                    batch[i] = (int)start + part.First + i;
                }

                if (batch.Length > 0)
                {
                    loader.Load(batch);
                    BatchResult result = runner.Run(batch.Length, loader.Lengths);
                    losses.Add(result);
                    correct += result.Correct;
                    predictions += result.Predictions;
                }

                judges.Add((int)(first + start), part, loader.Lengths);
            }

            first += block.Count;
        }

        if (communicator is not null)
        {
            losses.SumUp(communicator);
            correct = (long)communicator.AllReduce(correct);
            predictions = (long)communicator.AllReduce(predictions);
        }

        double? accuracy = runner.HasAccuracy && predictions > 0 ? (double)correct / predictions : null;
        return new Evaluation(losses.Mean, accuracy, (int)first) { Losses = losses.Means, Metrics = judges.Values };
    }
}
