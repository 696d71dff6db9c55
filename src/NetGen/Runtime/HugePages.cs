using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <summary>
/// Asks the system to back large blocks with pages of 2 MiB. Kernels that walk through megabytes otherwise wait for the
/// translation of addresses, most of all on virtual machines. Only Linux has to be asked; where it does not want to, nothing changes.
/// </summary>
internal static partial class HugePages
{
    private const nint PageSize = 1 << 21;
    private const int MadviseHugePage = 14;

    /// <summary>Asks for the whole pages of an array that does not move and was not written yet.</summary>
    public static void Advise<T>(T[] array)
        where T : unmanaged
    {
        if (!OperatingSystem.IsLinux() || (long)array.Length * Unsafe.SizeOf<T>() < 2 * PageSize)
        {
            return;
        }

        nint address = Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref MemoryMarshal.GetArrayDataReference(array));
        nint first = (address + PageSize - 1) & -PageSize, end = (address + ((nint)array.Length * Unsafe.SizeOf<T>())) & -PageSize;
        _ = MemoryAdvice(first, end - first, MadviseHugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvice(nint address, nint length, int advice);
}
