using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>Memory of the host that does not move, registered with the driver where it can be, so that copies need not wait.</summary>
internal sealed class HostBlock<T> : IDisposable
    where T : unmanaged
{
    private readonly PageLockedArray1D<T>? _locked;
    private readonly T[] _array;

    /// <summary>Allocates it.</summary>
    public HostBlock(IlgpuDevice device, int length)
    {
        // ILGPU copies the whole of a registered block to a device of OpenCL, whatever part of it is meant.
        _locked = device.Kind == IlgpuDeviceKind.OpenCL || length == 0 ? null : TryRegister(device, length);
        _array = _locked?.GetArray() ?? GC.AllocateArray<T>(length, pinned: true);
    }

    /// <summary>All elements.</summary>
    public Span<T> Span => _array;

    /// <summary>
    /// Enqueues a copy of the elements from <paramref name="start"/> on that fills <paramref name="target"/>; they must stay as they are
    /// until it is done.
    /// </summary>
    public void CopyTo(AcceleratorStream stream, ArrayView<T> target, int start)
    {
        if (_locked is not null)
        {
            target.CopyFrom(stream, _locked.ArrayView.SubView(start, target.Length));
        }
        else
        {
            target.CopyFromCPUUnsafeAsync(stream, ref _array[start], target.Length);
        }
    }

    /// <summary>Enqueues a copy of <paramref name="source"/> to the elements from <paramref name="start"/> on.</summary>
    public void CopyFrom(AcceleratorStream stream, ArrayView<T> source, int start)
    {
        if (_locked is not null)
        {
            source.CopyTo(stream, _locked.ArrayView.SubView(start, source.Length));
        }
        else
        {
            source.CopyToCPUUnsafeAsync(stream, ref _array[start], source.Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _locked?.Dispose();

    /// <summary>Null where the driver does not register memory, as in some containers: copies are slower then.</summary>
    private static PageLockedArray1D<T>? TryRegister(IlgpuDevice device, int length)
    {
        try
        {
            return device.Accelerator.AllocatePageLocked1D<T>(length);
        }
        catch (AcceleratorException)
        {
            return null;
        }
    }
}
