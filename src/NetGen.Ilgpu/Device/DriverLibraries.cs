using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>
/// Finds the drivers' libraries. On Linux ILGPU asks for libcuda.so and libOpenCL.so, which only development packages install;
/// drivers install libcuda.so.1 and libOpenCL.so.1.
/// </summary>
internal static class DriverLibraries
{
    /// <summary>The CUDA driver, as ILGPU and this assembly name it on Linux.</summary>
    public const string Cuda = "cuda";

    /// <summary>The OpenCL loader, as ILGPU names it on Linux.</summary>
    public const string OpenCL = "OpenCL";

    private const string WslLibraries = "/usr/lib/wsl/lib";

    /// <summary>Whether this is Linux inside Windows, where ILGPU resolves the driver itself and a second resolver is an error.</summary>
    private static bool IsWsl => OperatingSystem.IsLinux() && Directory.Exists(WslLibraries);

    /// <summary>Sets the resolvers; called once, before ILGPU is used.</summary>
    public static void Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(DriverLibraries).Assembly, Resolve);
        if (!OperatingSystem.IsLinux() || IsWsl)
        {
            return;
        }

        try
        {
            NativeLibrary.SetDllImportResolver(typeof(Context).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // The application has set one of its own, which then decides.
        }
    }

    /// <summary>Whether a library can be loaded, and the file names that were tried.</summary>
    public static bool CanLoad(string library, out string tried)
    {
        tried = string.Join(", ", FileNames(library));
        return Load(library) != 0;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => Load(library);

    private static nint Load(string library)
    {
        foreach (string name in FileNames(library))
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                return handle;
            }
        }

        return 0;
    }

    private static string[] FileNames(string library) => library switch
    {
        Cuda when OperatingSystem.IsWindows() => ["nvcuda.dll"],
        Cuda when IsWsl => ["libcuda.so.1", $"{WslLibraries}/libcuda.so.1", $"{WslLibraries}/libcuda.so"],
        Cuda => ["libcuda.so.1", "libcuda.so"],
        OpenCL when OperatingSystem.IsWindows() => ["OpenCL.dll"],
        OpenCL when OperatingSystem.IsMacOS() => ["/System/Library/Frameworks/OpenCL.framework/OpenCL"],
        OpenCL => ["libOpenCL.so.1", "libOpenCL.so"],
        _ => [],
    };
}
