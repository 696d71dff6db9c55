using System.Diagnostics;
using System.Globalization;

namespace NetGen.Fuzz;

/// <summary>
/// Time that a thread was on a processor, where Linux says it: other programs do not count. Elsewhere it is the time of day.
/// </summary>
internal static class ThreadClock
{
    private const string Path = "/proc/thread-self/schedstat";

    private static readonly bool s_isKnown = File.Exists(Path);

    public static TimeSpan Now => s_isKnown
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Path).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
        : Stopwatch.GetElapsedTime(0);
}
