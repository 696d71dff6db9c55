#if HAS_ILGPU
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>Copies between pinned memory of the host and a device, enqueued and not waited for.</summary>
internal static class Copies
{
    /// <summary>Fills the beginning of the view from a part of the host's block.</summary>
    public static void Upload<T>(this ArrayView<T> view, AcceleratorStream stream, PageLockedArray1D<T> host, int start, int count)
        where T : unmanaged
    {
        ArrayView<T> target = view.SubView(0, count);
        if (IsOpenCL(view))
        {
            target.CopyFromCPUUnsafeAsync(stream, ref host.Span[start], count);
        }
        else
        {
            target.CopyFrom(stream, host.ArrayView.SubView(start, count));
        }
    }

    /// <summary>Fills a part of the host's block from the view.</summary>
    public static void Download<T>(this ArrayView<T> view, AcceleratorStream stream, PageLockedArray1D<T> host, int start)
        where T : unmanaged
    {
        if (IsOpenCL(view))
        {
            view.CopyToCPUUnsafeAsync(stream, ref host.Span[start], view.Length);
        }
        else
        {
            view.CopyTo(stream, host.ArrayView.SubView(start, view.Length));
        }
    }

    // ILGPU's OpenCL copies take the size of the whole block on the host's side, whatever part of it is meant.
    private static bool IsOpenCL<T>(ArrayView<T> view)
        where T : unmanaged => view.GetAcceleratorType() == AcceleratorType.OpenCL;
}
#endif
