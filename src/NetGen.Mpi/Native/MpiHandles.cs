using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Mpi.Native;

/// <summary>The handles and constants that are macros in <c>mpi.h</c>: what they are is each library's own affair.</summary>
internal sealed record MpiHandles
{
    /// <summary>Only the thread that began MPI makes calls: the same number everywhere.</summary>
    public const int Funneled = 1;

    /// <summary>All processes.</summary>
    public required nint World { get; init; }

    public required nint Float { get; init; }

    public required nint Double { get; init; }

    public required nint Byte { get; init; }

    public required nint Sum { get; init; }

    /// <summary>Errors are returned, and do not end the process.</summary>
    public required nint ErrorsReturn { get; init; }

    public required nint NoInfo { get; init; }

    /// <summary>The processes of a machine.</summary>
    public required int SharedMemory { get; init; }

    /// <summary>Values are replaced by the result.</summary>
    public required nint InPlace { get; init; }

    public required nint NoStatus { get; init; }

    /// <summary>Those of the library that says it is this version.</summary>
    /// <exception cref="MpiException">It is none that is known.</exception>
    public static MpiHandles Of(string version, nint library)
    {
        if (version.StartsWith("Open MPI", StringComparison.Ordinal))
        {
            return OpenMpi(library);
        }

        // MVAPICH2, Intel MPI and MS-MPI have MPICH's numbers, by agreement: https://www.mpich.org/abi.
        string[] alike = ["MPICH", "MVAPICH", "Intel(R) MPI", "Microsoft MPI", "CRAY MPICH"];
        return Array.Exists(alike, name => version.Contains(name, StringComparison.OrdinalIgnoreCase))
            ? Mpich()
            : throw new MpiException($"The MPI library is '{version.Split('\n')[0]}'; Open MPI, MPICH and what shares its ABI are known.");
    }

    /// <summary>What the library says it is.</summary>
    public static unsafe string Version()
    {
        // MPI_MAX_LIBRARY_VERSION_STRING is 256 in Open MPI and 8,192 in MPICH.
        byte[] text = new byte[1 << 14];
        int length;
        fixed (byte* first = text)
        {
            MpiCalls.GetLibraryVersion(first, &length);
        }

        return Encoding.UTF8.GetString(text, 0, Math.Clamp(length, 0, text.Length)).TrimEnd('\0');
    }

    private static MpiHandles OpenMpi(nint library) => new()
    {
        World = NativeLibrary.GetExport(library, "ompi_mpi_comm_world"),
        Float = NativeLibrary.GetExport(library, "ompi_mpi_float"),
        Double = NativeLibrary.GetExport(library, "ompi_mpi_double"),
        Byte = NativeLibrary.GetExport(library, "ompi_mpi_byte"),
        Sum = NativeLibrary.GetExport(library, "ompi_mpi_op_sum"),
        ErrorsReturn = NativeLibrary.GetExport(library, "ompi_mpi_errors_return"),
        NoInfo = NativeLibrary.GetExport(library, "ompi_mpi_info_null"),
        SharedMemory = 0,
        InPlace = 1,
        NoStatus = 0,
    };

    private static MpiHandles Mpich() => new()
    {
        World = 0x4400_0000,
        Float = 0x4c00_040a,
        Double = 0x4c00_080b,
        Byte = 0x4c00_010d,
        Sum = 0x5800_0003,
        ErrorsReturn = 0x5400_0001,
        NoInfo = 0x1c00_0000,
        SharedMemory = 1,
        InPlace = -1,
        NoStatus = 1,
    };
}
