#if HAS_ILGPU
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>A dataset on the device, and the order in which an epoch takes its samples.</summary>
internal sealed class ResidentData<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ResidentColumn<T>[] _inputs;
    private readonly ResidentColumn<T>[] _targets;
    private readonly StagedBlock<int> _order;

    /// <summary>Uploads the data.</summary>
    public ResidentData(KernelQueue queue, BatchLoader<T> loader)
    {
        _inputs = [.. loader.Inputs.Select(column => new ResidentColumn<T>(queue, loader.Data, column))];
        _targets = [.. loader.Targets.Select((column, i) => new ResidentColumn<T>(
            queue, loader.Data, column, (samples, values) => loader.CheckTargets(i, samples, values)))];
        _order = new StagedBlock<int>(queue.Device, loader.Data.Count);
    }

    /// <summary>Bytes that the data takes on the device.</summary>
    public static long SizeOf(BatchLoader<T> loader) =>
        loader.Inputs.Concat(loader.Targets).Sum(column => ResidentColumn<T>.SizeOf(loader.Data, column)) + ((long)loader.Data.Count * sizeof(int));

    /// <summary>Uploads an epoch's order; the one before must be done.</summary>
    public void Order(KernelQueue queue, ReadOnlySpan<int> order)
    {
        order.CopyTo(_order.Host);
        _order.Upload(queue.Stream, order.Length);
    }

    /// <summary>Enqueues the gathering of an input.</summary>
    public void GatherInput(KernelQueue queue, int input, int batch, ArrayView<uint> clock, ArrayView<T> values, ArrayView<int> tokens) =>
        _inputs[input].Gather(queue, batch, clock, _order.View, values, tokens);

    /// <summary>Enqueues the gathering of a target.</summary>
    public void GatherTarget(KernelQueue queue, int target, int batch, ArrayView<uint> clock, ArrayView<T> values, ArrayView<int> labels) =>
        _targets[target].Gather(queue, batch, clock, _order.View, values, labels);

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_inputs, column => column.Dispose());
        Array.ForEach(_targets, column => column.Dispose());
        _order.Dispose();
    }
}
#endif
