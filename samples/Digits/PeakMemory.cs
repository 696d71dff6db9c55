using System.Diagnostics;
using System.Globalization;

namespace Digits;

/// <summary>The most memory this process had resident so far.</summary>
internal static class PeakMemory
{
    private const string StatusFile = "/proc/self/status";
    private const string StatusField = "VmHWM:";

    /// <summary>In 10⁶ bytes; 0 where the system does not tell.</summary>
    public static double Megabytes()
    {
        using Process process = Process.GetCurrentProcess();
        long bytes = process.PeakWorkingSet64;
        return (bytes > 0 ? bytes : FromStatus()) / 1e6;
    }

    // Some systems tell it only here, as "VmHWM:   123456 kB".
    private static long FromStatus()
    {
        string? line = File.Exists(StatusFile)
            ? File.ReadLines(StatusFile).FirstOrDefault(line => line.StartsWith(StatusField, StringComparison.Ordinal))
            : null;
        string number = line is null ? "" : line[StatusField.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long kilobytes) ? kilobytes * 1024 : 0;
    }
}
