#if HAS_ILGPU
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>A block on the device and one in pinned memory of the host, which copies reach without a detour.</summary>
internal sealed class StagedBlock<T> : IDisposable
    where T : unmanaged
{
    private readonly PageLockedArray1D<T> _host;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _device;
    private readonly int _length;

    /// <summary>Allocates both.</summary>
    public StagedBlock(IlgpuDevice device, int length)
    {
        _length = length;
        _device = device.Allocate<T>(length);
        _host = device.Accelerator.AllocatePageLocked1D<T>(Math.Max(length, 1));
    }

    /// <summary>The host's side.</summary>
    public Span<T> Host => _host.Span[.._length];

    /// <summary>The device's side.</summary>
    public ArrayView<T> View => _device.View.BaseView;

    /// <summary>Enqueues a copy to the device; the host's side must stay as it is until that is done.</summary>
    public void Upload(AcceleratorStream stream, int count)
    {
        if (count > 0)
        {
            View.Upload(stream, _host, 0, count);
        }
    }

    /// <summary>Enqueues a copy to the host.</summary>
    public void Download(AcceleratorStream stream, int start, int count) =>
        View.SubView(start, count).Download(stream, _host, start);

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _host.Dispose();
    }
}
#endif
