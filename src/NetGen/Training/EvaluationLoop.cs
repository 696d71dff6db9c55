using NetGen.Runtime;

namespace NetGen;

/// <summary>Runs a forward pass over a whole dataset, batch after batch in order.</summary>
internal static class EvaluationLoop
{
    /// <summary>Mean loss and accuracy of all samples; the last batch may be smaller.</summary>
    /// <param name="runner">Runs forward pass and loss.</param>
    /// <param name="data">The samples.</param>
    /// <param name="cancellationToken">Looked at before each batch.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    public static Evaluation Run<T>(BatchRunner<T> runner, Dataset data, CancellationToken cancellationToken = default)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data);
        BatchLoader<T> loader = new(runner, data, nameof(data), checksAll: false, trains: false);
        int[] indices = new int[Math.Min(runner.Capacity, data.Count)];
        LossSums<T> losses = new(runner);
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
            correct += result.Correct;
            predictions += result.Predictions;
        }

        double? accuracy = runner.HasAccuracy && predictions > 0 ? (double)correct / predictions : null;
        return new Evaluation(losses.Mean, accuracy, data.Count) { Losses = losses.Means };
    }
}
