using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <content>
/// One of several processes, each of which has a device: what they sum goes through the host's memory, which waits for the device in each
/// step.
/// </content>
public abstract partial class IlgpuTrainingProgram<T>
{
    private readonly ParallelStep<T>? _parallel;

    // The gradients of the part, then of the whole; empty where this process is alone.
    private readonly AlignedBuffer<T> _sums;
    private T[] _vectors = [];

    /// <inheritdoc/>
    internal override ParallelRun? Parallel => _parallel;

    /// <inheritdoc/>
    internal override double LossAt(int loss) => _parallel?.LossAt(loss) ?? base.LossAt(loss);

    /// <summary>Replaces a vector by its sum over the processes that train together; nothing where this one is alone.</summary>
    /// <param name="count">Numbers.</param>
    /// <param name="vector">Begins with them.</param>
    protected void SumOverProcesses(int count, ArrayView<T> vector) => SumOverProcesses(count, [vector]);

    /// <summary>Two vectors of equal length likewise.</summary>
    /// <inheritdoc cref="SumOverProcesses(int, ArrayView{T})"/>
    protected void SumOverProcesses(int count, ArrayView<T> vector, ArrayView<T> other) => SumOverProcesses(count, [vector, other]);

    private void SumOverProcesses(int count, ReadOnlySpan<ArrayView<T>> vectors)
    {
        if (_parallel is null)
        {
            return;
        }

        int size = count * vectors.Length;
        _vectors = _vectors.Length < size ? new T[size] : _vectors;
        for (int i = 0; i < vectors.Length; i++)
        {
            Download(vectors[i], 0, _vectors.AsSpan(i * count, count));
        }

        _parallel.Sum(_vectors.AsSpan(0, size));
        for (int i = 0; i < vectors.Length; i++)
        {
            Upload(_vectors.AsSpan(i * count, count), vectors[i], 0);
        }
    }

    /// <summary>Enqueues the kernels of the batch; of a part of it, waits for them, and sums up what all processes have.</summary>
    private void RecordPart()
    {
        _parallel?.Sums.Begin();
        if (Batch > 0 || Signature.SumsOverProcesses)
        {
            Record();
        }

        if (Batch > 0)
        {
            Judge();
        }

        if (_parallel is not null)
        {
            SumUp(_parallel);
        }
    }

    private void SumUp(ParallelStep<T> parallel)
    {
        Span<T> statistics = Store.Block.Span[Store.StatisticsStart..];
        BatchResult own = default;
        if (Batch > 0)
        {
            Table.Read(1);
            own = ResultAt(0, Batch);
            own = own with { IsSkipped = !double.IsFinite(own.Loss) };
            Download(_gradients.View.BaseView, 0, _sums.Span);
            Download(Parameters.View, Store.StatisticsStart, statistics);
        }
        else
        {
            _sums.Span.Clear();
        }

        // Statistics that were kept take the place of what is here now.
        if (parallel.Complete(own))
        {
            Table.SetHalt();
            return;
        }

        parallel.TakeStatistics();
        Upload(_sums.Span, _gradients.View.BaseView, 0);
        Upload(statistics, Parameters.View, Store.StatisticsStart);
    }

    private void Download(ArrayView<T> block, int start, Span<T> values)
    {
        if (values.Length > 0)
        {
            block.SubView(start, values.Length).CopyToCPU(Queue.Stream, values);
        }
    }

    private void Upload(ReadOnlySpan<T> values, ArrayView<T> block, int start)
    {
        if (values.Length > 0)
        {
            block.SubView(start, values.Length).CopyFromCPU(Queue.Stream, values);
        }
    }

    private void EndParallelStep(bool isSkipped)
    {
        if (!isSkipped)
        {
            _parallel?.EndStep();
        }
    }
}
