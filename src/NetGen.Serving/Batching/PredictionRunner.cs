using System.Diagnostics;
using System.Numerics;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Serving;

/// <summary>Predicts batch after batch with a predictor, on threads of the pool, and is idle where nobody waits.</summary>
internal sealed class PredictionRunner<T>(
    PredictionQueue<T> queue, Predictor<T> predictor, ServedWeights<T> weights, ServingMetrics metrics)
    : IThreadPoolWorkItem, IPredictionSource<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<PendingPrediction<T>> _batch = [];

    /// <summary>Samples that it predicts at once.</summary>
    public int MaxBatchSize => predictor.Capacity;

    /// <summary>Has the pool run it.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    public void Dispose() => predictor.Dispose();

    void IThreadPoolWorkItem.Execute()
    {
        if (!queue.TryTake(this, _batch))
        {
            return;
        }

        Predict();
        foreach (PendingPrediction<T> pending in _batch)
        {
            pending.Complete();
        }

        _batch.Clear();

        // What came meanwhile is the pool's next work but one: those just answered are written first.
        Start();
    }

    private void Predict()
    {
        int samples = 0;
        long begin = Stopwatch.GetTimestamp();
        foreach (PendingPrediction<T> pending in _batch)
        {
            samples += pending.Count;
            metrics.Waited(begin - pending.Since);
        }

        using Activity? activity = ServingMetrics.StartPrediction(samples);
        try
        {
            predictor.Predict(this, samples, _batch[0].Lengths);
        }
        catch (Exception exception)
        {
            foreach (PendingPrediction<T> pending in _batch)
            {
                pending.Failure ??= exception;
            }
        }

        metrics.Predicted(samples, Stopwatch.GetTimestamp() - begin);
        foreach (PendingPrediction<T> pending in _batch)
        {
            pending.BatchSize = samples;
        }
    }

    int IPredictionSource<T>.Put(InferenceProgram<T> program)
    {
        Preparation? preparation = weights.Preparation;
        int put = 0;
        foreach (PendingPrediction<T> pending in _batch)
        {
            pending.First = put;
            try
            {
                Put(program, pending, put, preparation);
                put += pending.Count;
            }
            catch (RefusedException exception)
            {
                pending.Failure = exception;
            }
        }

        return put;
    }

    void IPredictionSource<T>.Take(InferenceProgram<T> program)
    {
        IReadOnlyList<OutputPlan> outputs = program.Signature.Outputs;
        foreach (PendingPrediction<T> pending in _batch)
        {
            if (pending.Failure is not null)
            {
                continue;
            }

            for (int i = 0; i < outputs.Count; i++)
            {
                int size = outputs[i].SizeAt(pending.Lengths);
                Span<T> room = pending.RoomForOutputs(i, size * pending.Count);
                for (int sample = 0; sample < pending.Count; sample++)
                {
                    program.ReadOutput(i, pending.First + sample, room.Slice(sample * size, size));
                }
            }
        }
    }

    private static void Put(InferenceProgram<T> program, PendingPrediction<T> pending, int first, Preparation? preparation)
    {
        IReadOnlyList<InputPlan> inputs = program.Signature.Inputs;
        for (int i = 0; i < inputs.Count; i++)
        {
            int size = inputs[i].SizeAt(pending.Lengths), elements = size * pending.Count;
            if (inputs[i].Vocabulary > 0)
            {
                pending.Tokens(i, elements).CopyTo(program.Tokens(i)[(first * size)..]);
            }
            else if (i == 0 && preparation is not null)
            {
                Prepare(preparation, inputs[i].Name, pending, program.Values(i).Slice(first * size, elements));
            }
            else
            {
                pending.Values(i, elements).CopyTo(program.Values(i)[(first * size)..]);
            }
        }
    }

    private static void Prepare(Preparation preparation, string input, PendingPrediction<T> pending, Span<T> prepared)
    {
        int from = preparation.InputWidth, to = preparation.OutputWidth;
        ReadOnlySpan<T> rows = pending.Values(0, from * pending.Count);
        for (int row = 0; row < pending.Count; row++)
        {
            Span<T> values = prepared.Slice(row * to, to);
            try
            {
                preparation.ApplyRow(rows.Slice(row * from, from), values, row);
            }
            catch (PreparationException exception)
            {
                throw RefusedException.At(input, row, -1, exception.Message);
            }

            if (Finite.IndexOfOther<T>(values) is >= 0 and int at)
            {
                string name = preparation.OutputNames[at];
                throw RefusedException.At(input, row, -1, $"its {name} is {values[at]} after the preparation; values are finite.");
            }
        }
    }
}
