using System.Diagnostics;

namespace NetGen;

/// <summary>How long a step takes at most, by the last ones.</summary>
internal sealed class StepPace
{
    private readonly long[] _ticks = new long[16];
    private int _count;

    /// <summary>Notes a step.</summary>
    public void Add(long ticks) => _ticks[_count++ % _ticks.Length] = ticks;

    /// <summary>Whether another step ends before a time, if it takes as long as the slowest of the last ones.</summary>
    public bool Fits(long end)
    {
        long slowest = 0;
        foreach (long ticks in _ticks)
        {
            slowest = Math.Max(slowest, ticks);
        }

        return Stopwatch.GetTimestamp() + slowest <= end;
    }
}
