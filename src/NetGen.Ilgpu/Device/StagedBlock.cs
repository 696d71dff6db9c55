using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>A block on the device and its counterpart on the host.</summary>
internal sealed class StagedBlock<T> : IDisposable
    where T : unmanaged
{
    private readonly HostBlock<T> _host;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _device;

    /// <summary>Allocates both.</summary>
    public StagedBlock(IlgpuDevice device, int length)
    {
        _device = device.Allocate<T>(length);
        _host = new HostBlock<T>(device, length);
    }

    /// <summary>The host's side.</summary>
    public Span<T> Host => _host.Span;

    /// <summary>The device's side.</summary>
    public ArrayView<T> View => _device.View.BaseView;

    /// <summary>Enqueues a copy to the device; the host's side must stay as it is until that is done.</summary>
    public void Upload(AcceleratorStream stream, int count)
    {
        if (count > 0)
        {
            _host.CopyTo(stream, View.SubView(0, count), 0);
        }
    }

    /// <summary>Enqueues a copy to the host.</summary>
    public void Download(AcceleratorStream stream, int start, int count) =>
        _host.CopyFrom(stream, View.SubView(start, count), start);

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _host.Dispose();
    }
}
