using System.Runtime.InteropServices;

namespace NetGen.Mpi.Native;

/// <summary>
/// The functions of MPI that are used, as the standard has them (MPI 3.1, https://www.mpi-forum.org/docs). Handles are pointers in Open MPI
/// and 32-bit numbers elsewhere: either fits where a word is passed, and a word has room for either where one is returned.
/// </summary>
internal static unsafe partial class MpiCalls
{
    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Get_library_version")]
    public static partial int GetLibraryVersion(byte* version, int* length);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Initialized")]
    public static partial int Initialized(int* flag);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Init_thread")]
    public static partial int InitThread(nint argc, nint argv, int required, int* provided);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Finalize")]
    public static partial int Finalize();

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint comm, int code);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Error_string")]
    public static partial int ErrorString(int code, byte* text, int* length);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_set_errhandler")]
    public static partial int CommSetErrhandler(nint comm, nint handler);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_rank")]
    public static partial int CommRank(nint comm, int* rank);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_size")]
    public static partial int CommSize(nint comm, int* size);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_split_type")]
    public static partial int CommSplitType(nint comm, int type, int key, nint info, nint* split);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Comm_free")]
    public static partial int CommFree(nint* comm);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Barrier")]
    public static partial int Barrier(nint comm);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Bcast")]
    public static partial int Bcast(void* values, int count, nint type, int root, nint comm);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Allreduce")]
    public static partial int Allreduce(nint from, void* to, int count, nint type, nint op, nint comm);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Iallreduce")]
    public static partial int Iallreduce(nint from, void* to, int count, nint type, nint op, nint comm, nint* request);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Test")]
    public static partial int Test(nint* request, int* flag, nint status);

    [LibraryImport(MpiLibrary.Name, EntryPoint = "MPI_Wait")]
    public static partial int Wait(nint* request, nint status);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}
