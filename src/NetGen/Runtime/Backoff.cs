using System.Diagnostics;

namespace NetGen.Runtime;

/// <summary>
/// Waits for another thread with growing patience: spins while the answer is likely microseconds away, then gives the
/// processor to others, at last sleeps. A team larger than the machine never spins: it would only delay who it waits for.
/// </summary>
internal struct Backoff
{
    private const int LongestSpin = 32;
    private static readonly long SpinTicks = Stopwatch.Frequency / 20_000;  // 50 µs
    private static readonly long YieldTicks = Stopwatch.Frequency / 500;    // 2 ms

    private readonly bool _mayPark;
    private long _start;
    private int _spin;

    /// <param name="threads">Threads of the team.</param>
    /// <param name="mayPark">Whether the caller parks when <see cref="Once"/> returns false, instead of yielding.</param>
    public Backoff(int threads, bool mayPark)
    {
        _mayPark = mayPark;
        _spin = threads > Environment.ProcessorCount ? 0 : 1;
    }

    /// <summary>Waits a little. False when it is time to park.</summary>
    public bool Once()
    {
        if (_spin == 0 && _mayPark)
        {
            return false;
        }

        long now = Stopwatch.GetTimestamp();
        if (_start == 0)
        {
            _start = now;
        }

        long waited = now - _start;
        if (_spin > 0 && waited < SpinTicks)
        {
            Thread.SpinWait(_spin);
            _spin = Math.Min(_spin * 2, LongestSpin);
            return true;
        }

        if (_mayPark)
        {
            return false;
        }

        if (waited < YieldTicks)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }

        return true;
    }
}
