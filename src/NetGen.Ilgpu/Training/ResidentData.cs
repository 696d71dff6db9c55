using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>A dataset on the device, and the order in which an epoch takes its samples.</summary>
internal sealed class ResidentData<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<ResidentColumn<T>> _inputs = [];
    private readonly List<ResidentColumn<T>> _targets = [];
    private readonly StagedBlock<int> _order;

    /// <summary>Checks the data and uploads it.</summary>
    /// <param name="queue">Of the device.</param>
    /// <param name="loader">The data.</param>
    /// <param name="plan">What the program takes.</param>
    /// <exception cref="ArgumentException">
    /// A token, label or target is out of range; the caller's array may have changed since the dataset was made.
    /// </exception>
    public ResidentData(KernelQueue queue, BatchLoader<T> loader, ProgramPlan plan)
    {
        _order = new StagedBlock<int>(queue.Device, loader.Data.Count);
        try
        {
            foreach ((DataColumn column, InputPlan input) in loader.Inputs.Zip(plan.Inputs))
            {
                _inputs.Add(new ResidentColumn<T>(
                    queue, loader.Data, column,
                    checkIntegers: (sample, tokens) => Staging.CheckTokens(input, tokens, tokens.Length, input.Name, [sample])));
            }

            foreach ((DataColumn column, TargetPlan target) in loader.Targets.Zip(plan.Targets))
            {
                int number = _targets.Count;
                string name = plan.NameOf(target);
                _targets.Add(new ResidentColumn<T>(
                    queue, loader.Data, column,
                    (samples, values) => loader.CheckTargets(number, samples, values),
                    (sample, labels) => Staging.CheckLabels(target, labels, labels.Length, name, [sample])));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Bytes that the data takes on the device.</summary>
    public static long SizeOf(BatchLoader<T> loader) =>
        loader.Inputs.Concat(loader.Targets).Sum(column => ResidentColumn<T>.SizeOf(loader.Data, column))
        + ((long)loader.Data.Count * sizeof(int));

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
        _inputs.ForEach(column => column.Dispose());
        _targets.ForEach(column => column.Dispose());
        _order.Dispose();
    }
}
