using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>The optimizers of one trainer on a device: a kernel for each part of the block that one of them updates.</summary>
internal sealed class DeviceUpdates<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DeviceRule<T>?[] _rules;
    private readonly DeviceBounds<T>? _bounds;
    private readonly DeviceMatrices<T>? _matrices;
    private readonly SetMap _map;
    private readonly double[] _factors = new double[Factors<F1>.Most];

    /// <summary>Allocates what they remember.</summary>
    public DeviceUpdates(IlgpuDevice device, UpdateLayout layout, UpdateBounds<T>? bounds)
    {
        Layout = layout;
        _map = new SetMap(device, layout);
        _rules = new DeviceRule<T>?[layout.Groups.Length];
        try
        {
            _matrices = DeviceMatrices<T>.Of(device, layout);
            _bounds = bounds is null ? null : new DeviceBounds<T>(device, bounds);
            for (int i = 0; i < _rules.Length; i++)
            {
                UpdateGroup group = layout.Groups[i];
                _rules[i] = group.Size > 0 && group.Optimizer is { } optimizer
                    ? DeviceRule<T>.Create(optimizer.Rule, device, group.Size)
                    : null;
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Which of them updates what.</summary>
    public UpdateLayout Layout { get; }

    /// <summary>What the optimizer of a group remembers: a block for each slot of its rule.</summary>
    public IReadOnlyList<MemoryBuffer1D<T, Stride1D.Dense>> SlotsOf(int group) => _rules[group]?.Slots ?? [];

    /// <summary>Scalars of a step in the <see cref="StepTable{T}"/>.</summary>
    public int FactorCount => Layout.Sets.Length * Factors<F1>.Most;

    /// <summary>Makes what is frozen on the device what is frozen in the layout; waits for it.</summary>
    public void UploadSets(KernelQueue queue) => _map.Upload(queue.Stream);

    /// <summary>The numbers of one step, as on the CPU.</summary>
    /// <param name="rate">The learning rate of the trainer's optimizer.</param>
    /// <param name="step">The step, from 1.</param>
    /// <param name="scalars">Receives them, set after set.</param>
    public void SetFactors(double rate, long step, Span<T> scalars)
    {
        for (int i = 0; i < Layout.Sets.Length; i++)
        {
            UpdateSet set = Layout.Sets[i];
            Optimizer optimizer = Layout.Groups[set.Group].Optimizer!;
            int count = optimizer.Rule.FactorCount;
            optimizer.SetFactors(Layout.StepOf(set, rate, step), _factors.AsSpan(0, count));
            for (int k = 0; k < count; k++)
            {
                scalars[(i * Factors<F1>.Most) + k] = T.CreateChecked(_factors[k]);
            }
        }
    }

    /// <summary>Enqueues the update.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="parameters">What is trained.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="scalars">What <see cref="SetFactors"/> gave for this step.</param>
    /// <param name="hold">One element: nothing is updated where it is not 0.</param>
    public void Update(KernelQueue queue, ArrayView<T> parameters, ArrayView<T> gradients, ArrayView<T> scalars, ArrayView<uint> hold)
    {
        UpdateBlock<T> block = new(parameters, gradients, _map, scalars, hold);
        foreach (UpdateRange range in Layout.Blocks)
        {
            if (!Layout.IsOfMatrices(range.Group))
            {
                _rules[range.Group]?.Update(
                    queue, parameters.SubView(range.Offset, range.Size), gradients.SubView(range.Offset, range.Size), range.Offset,
                    range.Place, block);
            }
        }

        _matrices?.Enqueue(queue, _rules, block);
        _bounds?.Enqueue(queue, parameters, _map, hold);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _map.Dispose();
        _matrices?.Dispose();
        _bounds?.Dispose();
        Array.ForEach(_rules, rule => rule?.Dispose());
    }
}
