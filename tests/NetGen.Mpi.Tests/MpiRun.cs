using System.Diagnostics;
using Xunit;

namespace NetGen.Mpi.Tests;

/// <summary>Starts several processes of this program.</summary>
/// <remarks>
/// NETGEN_MPIRUN names another launcher, such as mpirun.mpich, and NETGEN_MPIRUN_ARGUMENTS what it is given, such as
/// <c>--mca btl tcp,self --mca btl_tcp_if_include lo</c>.
/// </remarks>
internal static class MpiRun
{
    private static readonly string s_launcher =
        Environment.GetEnvironmentVariable("NETGEN_MPIRUN") is { Length: > 0 } named ? named : "mpirun";

    // A group of tests may run beside others: what is measured is not time, and what hangs must end.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>What the launcher says it is; null where there is none.</summary>
    public static string? Version { get; } = ReadVersion();

    /// <summary>Starts them.</summary>
    public static Process Start(int size, params string[] arguments)
    {
        string host = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
        string[] more = (Environment.GetEnvironmentVariable("NETGEN_MPIRUN_ARGUMENTS") ?? "")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isOpenMpi = Version!.Contains("Open MPI", StringComparison.Ordinal) || Version.Contains("OpenRTE", StringComparison.Ordinal);
        ProcessStartInfo start = new(s_launcher,
        [
            .. isOpenMpi ? ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none"] : Array.Empty<string>(), .. more,
            "-np", $"{size}", host, typeof(MpiRun).Assembly.Location, .. arguments,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // Processes that wait leave the processor to those they wait for; no start sequence of a terminal stands in the output.
        (start.Environment["OMPI_MCA_mpi_yield_when_idle"], start.Environment["TERM"]) = ("1", "dumb");
        start.Environment["OMPI_MCA_btl_vader_single_copy_mechanism"] = "none";
        start.Environment["NETGEN_THREADS"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Runs them to their end; gives what they printed.</summary>
    public static string[] Run(int size, params string[] arguments)
    {
        using Process process = Start(size, arguments);
        (string output, string error) = Wait(process);
        Assert.True(process.ExitCode == 0, $"mpirun ended with {process.ExitCode}: {error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Waits for the end; gives output and errors.</summary>
    public static (string Output, string Error) Wait(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_longest))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The processes do not end.");
        }

        return (output.Result, error.Result);
    }

    private static string? ReadVersion()
    {
        try
        {
            ProcessStartInfo start = new(s_launcher, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? text : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

/// <summary>A test that starts processes; skipped where there is no launcher.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute() => Skip = MpiRun.Version is null ? "There is no mpirun: install openmpi-bin or mpich." : null;
}
