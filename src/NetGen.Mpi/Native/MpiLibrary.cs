using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Mpi.Native;

/// <summary>Finds the library: that of the launcher that started this process, where both Open MPI and MPICH are installed.</summary>
internal static class MpiLibrary
{
    /// <summary>What the imports are of; no file has this name.</summary>
    public const string Name = "NetGen.Mpi.Library";

    /// <summary>The environment variable that names another file.</summary>
    public const string Variable = "NETGEN_MPI";

    private static readonly string[] s_openMpi = ["libmpi.so.40", "libmpi.40.dylib"];
    private static readonly string[] s_mpich = ["libmpich.so.12", "libmpi.so.12", "libmpi.12.dylib"];
    private static nint s_handle;

    /// <summary>The names that are tried, in order.</summary>
    public static string[] Candidates
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
            {
                return [file];
            }

            if (OperatingSystem.IsWindows())
            {
                return ["msmpi.dll"];
            }

            // Hydra, which starts MPICH's processes, sets PMI_RANK; so may Slurm, beside what Open MPI's own launcher sets.
            bool isMpich = Has("PMI_RANK") && !Has("OMPI_COMM_WORLD_RANK") && !Has("PMIX_RANK");
            return isMpich ? [.. s_mpich, .. s_openMpi] : [.. s_openMpi, .. s_mpich];
        }
    }

    /// <summary>Loads the library.</summary>
    /// <exception cref="MpiException">There is none.</exception>
    public static nint Load()
    {
        string[] candidates = Candidates;
        for (int i = 0; i < candidates.Length && s_handle == 0; i++)
        {
            NativeLibrary.TryLoad(candidates[i], out s_handle);
        }

        return s_handle != 0 ? s_handle : throw new MpiException(
            $"There is no MPI library: {string.Join(", ", candidates)} cannot be loaded. Install Open MPI (openmpi-bin) or MPICH (mpich), "
            + $"or name the library in {Variable}.");
    }

    // Before the first call of any function of the library, whichever that is.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void SetResolver() => NativeLibrary.SetDllImportResolver(typeof(MpiLibrary).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Name ? Load() : 0;

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is not null;
}
