using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>What the optimizers of a device remember, in the host's memory: made where it is first asked for.</summary>
internal sealed class StateCopies<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(ArrayView<T> Device, AlignedBuffer<T> Host)> _blocks = [];

    /// <param name="updates">The optimizers.</param>
    /// <param name="mean">The mean of the gradients; null where none is made.</param>
    /// <param name="store">The parameters.</param>
    /// <param name="average">Their average; null where there is none.</param>
    public StateCopies(DeviceUpdates<T> updates, ArrayView<T>? mean, ParameterStore<T> store, ArrayView<T>? average)
    {
        AlignedBuffer<T>[][] slots = [.. updates.Layout.Groups.Select((_, group) =>
            updates.SlotsOf(group).Select(slot => Add(slot.View.BaseView)).ToArray())];
        Tensors =
        [
            .. UpdateState.Name(updates.Layout, group => slots[group], mean is { } view ? Add(view) : null),
            .. UpdateState.NameAverage(store, average is { } averaged ? Add(averaged) : null),
        ];
    }

    /// <summary>The copies, by parameter.</summary>
    public IReadOnlyList<Parameter> Tensors { get; }

    /// <summary>Waits for the device and copies all to the host.</summary>
    public void Download(KernelQueue queue) => _blocks.ForEach(block => block.Device.CopyToCPU(queue.Stream, block.Host.Span));

    /// <summary>Copies all to the device.</summary>
    public void Upload(KernelQueue queue) =>
        _blocks.ForEach(block => block.Device.CopyFromCPU(queue.Stream, (ReadOnlySpan<T>)block.Host.Span));

    private AlignedBuffer<T> Add(ArrayView<T> device)
    {
        AlignedBuffer<T> host = new(device.Length);
        _blocks.Add((device, host));
        return host;
    }
}
