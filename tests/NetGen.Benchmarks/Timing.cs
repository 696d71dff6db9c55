using System.Diagnostics;

namespace NetGen.Benchmarks;

/// <summary>What something took, over and over.</summary>
/// <param name="Milliseconds">The median.</param>
/// <param name="Fastest">The shortest: what a machine can do that others use as well.</param>
/// <param name="AllocatedBytes">Managed memory allocated each time.</param>
internal readonly record struct Timing(double Milliseconds, double Fastest, long AllocatedBytes)
{
    private const int MostWarmUps = 20, Rounds = 3;

    /// <summary>Runs it until it is warm, then for so many seconds.</summary>
    /// <param name="action">What is timed.</param>
    /// <param name="seconds">For how long; a few times at least.</param>
    /// <param name="between">What runs after each time, not timed.</param>
    public static Timing Of(Action action, double seconds, Action? between = null)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 2 || (i < MostWarmUps && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds / 2); i++)
        {
            action();
        }

        // The round with the fewest bytes counts: the runtime's own threads allocate now and then,
        // what the action allocates comes in every round.
        List<double> times = new(1 << 20);
        long fewest = long.MaxValue;
        for (int round = 1; round <= Rounds; round++)
        {
            int before = times.Count;
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            start = Stopwatch.GetTimestamp();
            do
            {
                long begin = Stopwatch.GetTimestamp();
                action();
                times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                between?.Invoke();
            }
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds / Rounds && times.Count < times.Capacity * round / Rounds);
            fewest = Math.Min(fewest, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (times.Count - before));
        }

        return new(Median(times), times.Min(), fewest);
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
