using System.Runtime.InteropServices;

namespace NetGen.Runtime;

/// <summary>A point where all workers of a team meet, over and over; it can be broken so that nobody waits for one who failed.</summary>
internal sealed class TeamBarrier(int count)
{
    private PaddedInt _arrived;
    private PaddedInt _phase;
    private PaddedInt _broken;

    /// <summary>Waits for the others.</summary>
    /// <exception cref="TeamBrokenException">Another worker failed.</exception>
    public void Wait()
    {
        if (count == 1)
        {
            return;
        }

        int phase = Volatile.Read(ref _phase.Value);
        if (Interlocked.Increment(ref _arrived.Value) == count)
        {
            // The counter is ready for the next meeting before anyone can leave this one.
            _arrived.Value = 0;
            Volatile.Write(ref _phase.Value, phase + 1);
            return;
        }

        var backoff = new Backoff(count, mayPark: false);
        while (Volatile.Read(ref _phase.Value) == phase)
        {
            if (Volatile.Read(ref _broken.Value) != 0)
            {
                throw new TeamBrokenException();
            }

            backoff.Once();
        }
    }

    /// <summary>Makes everyone who waits, now or later, throw <see cref="TeamBrokenException"/>.</summary>
    public void Break() => Volatile.Write(ref _broken.Value, 1);

    /// <summary>Mends the barrier; nobody may be waiting.</summary>
    public void Reset()
    {
        _arrived.Value = 0;
        Volatile.Write(ref _broken.Value, 0);
    }
}

/// <summary>Ends a worker whose team has failed; the failure itself is what the caller sees.</summary>
internal sealed class TeamBrokenException() : Exception("Another worker of the team failed.");

/// <summary>An int that shares its cache lines with nothing else, so that waiting on it disturbs nobody.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct PaddedInt
{
    [FieldOffset(128)]
    public int Value;
}
