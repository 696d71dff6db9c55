using System.Globalization;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>What the figures were taken on, where the operating system says it.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo", Caches = "/sys/devices/system/cpu/cpu0/cache";

    /// <summary>"AMD EPYC 9755 128-Core Processor", or the architecture.</summary>
    public static string Processor =>
        (File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null)
        ?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    public static int Cores => Environment.ProcessorCount;

    public static string Runtime => RuntimeInformation.FrameworkDescription;

    /// <summary>One thread, and all.</summary>
    public static int[] ThreadCounts => [.. new[] { 1, ThreadTeam.DefaultThreads }.Distinct()];

    /// <summary>Bytes of a processor's cache; a usual size where nothing says it.</summary>
    /// <param name="level">2 or 3.</param>
    public static long CacheBytes(int level)
    {
        long usual = level == 2 ? 1 << 20 : 32 << 20;
        try
        {
            return Directory.EnumerateDirectories(Caches, "index*")
                .Where(folder => Read(folder, "level") == level.ToString(CultureInfo.InvariantCulture)
                    && Read(folder, "type") != "Instruction")
                .Select(folder => Read(folder, "size"))
                .Where(size => size.EndsWith('K'))
                .Select(size => 1024L * int.Parse(size.AsSpan(0, size.Length - 1), CultureInfo.InvariantCulture))
                .FirstOrDefault(usual);
        }
        catch (IOException)
        {
            return usual;
        }
    }

    private static string Read(string folder, string file) => File.ReadAllText(Path.Combine(folder, file)).Trim();
}
