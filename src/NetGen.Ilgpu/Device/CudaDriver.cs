using System.Runtime.InteropServices;

namespace NetGen.Ilgpu;

/// <summary>
/// The calls of the CUDA driver that ILGPU does not offer: stream capture and graphs. Signatures as in NVIDIA's CUDA Driver API,
/// https://docs.nvidia.com/cuda/cuda-driver-api; each returns 0 or the number of an error.
/// </summary>
internal static class CudaDriver
{
    /// <summary>CU_STREAM_CAPTURE_MODE_RELAXED: other threads may go on allocating memory.</summary>
    public const int RelaxedCapture = 2;

    /// <summary>What a call's number means: "CUDA_ERROR_NO_DEVICE (100)".</summary>
    public static string Describe(int error) =>
        cuGetErrorName(error, out nint name) == 0 && Marshal.PtrToStringUTF8(name) is { } text
            ? $"{text} ({error})"
            : $"CUDA error {error}";

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuInit(uint flags);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuDeviceGetCount(out int count);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuStreamBeginCapture_v2(nint stream, int mode);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuStreamEndCapture(nint stream, out nint graph);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuGraphInstantiateWithFlags(out nint executable, nint graph, ulong flags);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuGraphLaunch(nint executable, nint stream);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuGraphExecDestroy(nint executable);

    [DllImport(DriverLibraries.Cuda)]
    public static extern int cuGraphDestroy(nint graph);

    [DllImport(DriverLibraries.Cuda)]
    private static extern int cuGetErrorName(int error, out nint name);
}
