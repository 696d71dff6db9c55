using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>Arguments of <see cref="UpdateKernels.Clamp{T}"/>.</summary>
internal struct BoundArguments<T>
    where T : unmanaged
{
    public int Count;
    public ArrayView<uint> Hold;
    public ArrayView<int> Sets;
    public int Start;
    public int Shift;
    public ArrayView<T> Parameters;
    public ArrayView<T> Least;
    public ArrayView<T> Most;
}

/// <summary>What updates may make of parameters, on a device.</summary>
internal sealed class DeviceBounds<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _offset;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _least, _most;

    public DeviceBounds(IlgpuDevice device, UpdateBounds<T> bounds)
    {
        _offset = bounds.Offset;
        _least = device.Allocate<T>(bounds.Least.Length);
        _most = device.Allocate<T>(bounds.Most.Length);
        _least.CopyFromCPU(bounds.Least);
        _most.CopyFromCPU(bounds.Most);
    }

    /// <summary>Enqueues what brings parameters back.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="parameters">The block.</param>
    /// <param name="map">What was updated.</param>
    /// <param name="hold">One element: nothing was updated where it is not 0.</param>
    public void Enqueue(KernelQueue queue, ArrayView<T> parameters, SetMap map, ArrayView<uint> hold)
    {
        int size = (int)_least.Length;
        queue.LaunchOver(size, UpdateKernels.Clamp<T>, new BoundArguments<T>
        {
            Count = size,
            Hold = hold,
            Sets = map.Sets,
            Start = _offset,
            Shift = map.Shift,
            Parameters = parameters.SubView(_offset, size),
            Least = _least.View.BaseView,
            Most = _most.View.BaseView,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _least.Dispose();
        _most.Dispose();
    }
}
