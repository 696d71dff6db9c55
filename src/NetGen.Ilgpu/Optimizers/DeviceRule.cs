using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>What a rule remembers on a device, and its kernel.</summary>
internal abstract class DeviceRule<T>(IlgpuDevice device, int count, int slotCount) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MemoryBuffer1D<T, Stride1D.Dense>[] _slots =
        [.. Enumerable.Range(0, slotCount).Select(_ => device.Allocate<T>(count))];

    /// <summary>The blocks of what it remembers, in the order of the parameters.</summary>
    public IReadOnlyList<MemoryBuffer1D<T, Stride1D.Dense>> Slots => _slots;

    /// <summary>Makes the state of a rule before its first step.</summary>
    public static DeviceRule<T> Create(UpdateRule rule, IlgpuDevice device, int count) => rule.Accept(new Visitor(device, count));

    /// <summary>Enqueues the update of neighbouring parameters.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="parameters">They.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="start">Where they begin in the block.</param>
    /// <param name="place">Where they begin in what is remembered.</param>
    /// <param name="block">The numbers of the step.</param>
    public void Update(
        KernelQueue queue, ArrayView<T> parameters, ArrayView<T> gradients, int start, int place, in UpdateBlock<T> block)
    {
        int size = (int)parameters.Length;
        queue.LaunchOver(size, Kernel, new UpdateArguments<T>
        {
            Count = size,
            Hold = block.Hold,
            Sets = block.Map.Sets,
            Start = start,
            Shift = block.Map.Shift,
            Factors = block.Factors,
            Parameters = parameters,
            Gradients = gradients,
            Slot0 = Slot(0),
            Slot1 = Slot(1),
            Slot2 = Slot(2),
            Slot3 = Slot(3),
        });

        ArrayView<T> Slot(int slot) => slot < _slots.Length ? _slots[slot].View.BaseView.SubView(place, size) : parameters;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_slots, slot => slot.Dispose());
        GC.SuppressFinalize(this);
    }

    private protected abstract Action<UpdateArguments<T>> Kernel { get; }

    private sealed class Typed<TRule>(IlgpuDevice device, int count) : DeviceRule<T>(device, count, TRule.SlotCount)
        where TRule : struct, IUpdateRule
    {
        private protected override Action<UpdateArguments<T>> Kernel => UpdateKernels.Step<T, TRule>;
    }

    private sealed class Visitor(IlgpuDevice device, int count) : IRuleVisitor<DeviceRule<T>>
    {
        public DeviceRule<T> Visit<TRule>()
            where TRule : struct, IUpdateRule
            => new Typed<TRule>(device, count);
    }
}
