namespace NetGen.Runtime;

/// <summary>
/// How far a team's work is. A program is a row of phases, and each phase is done once for every share of the work, by whichever thread
/// takes it: its own thread, or one that would else wait for it. So nobody waits for a thread that the system has put aside, unless
/// that is in the midst of a share, and the results do not depend on who came.
/// </summary>
/// <remarks>
/// A place is a number that grows by 2 with each phase and by <see cref="RunLength"/> with each run. A share whose state is the place
/// of a phase can be taken for it; it is 1 more while somebody works on it, 2 more afterwards. So a thread that comes late finds nothing
/// to take in what is over, be it a phase or a run, and needs no one to wait for it.
/// </remarks>
internal sealed class TeamShares
{
    private const long RunLength = 1L << 32;
    private const long Nowhere = -1;

    private readonly PaddedLong[] _states;
    private readonly Waiter[] _waiters;
    private PaddedLong _broken = new() { Value = Nowhere };
    private PaddedInt _sleepers;
    private PaddedLong _slept;
    private PaddedLong _start;

    /// <param name="count">How many.</param>
    /// <param name="waiters">Of the threads.</param>
    public TeamShares(int count, Waiter[] waiters)
    {
        _waiters = waiters;
        _states = new PaddedLong[count];
    }

    /// <summary>Begins a run: every share can be taken for its first phase. No share may be worked on.</summary>
    /// <returns>The place of the first phase.</returns>
    public long Begin()
    {
        _start.Value += RunLength;
        foreach (ref PaddedLong state in _states.AsSpan())
        {
            Volatile.Write(ref state.Value, _start.Value);
        }

        return _start.Value;
    }

    /// <summary>Takes a share for the phase at a place, if nobody has and its phase before is done.</summary>
    public bool Take(int share, long place)
    {
        ref long state = ref _states[share].Value;
        return Volatile.Read(ref state) == place && Interlocked.CompareExchange(ref state, place + 1, place) == place;
    }

    /// <summary>Says that a share is done that was taken, and wakes who waited for it.</summary>
    public void Finish(int share, long place)
    {
        Interlocked.Exchange(ref _states[share].Value, place + 2);
        if (Volatile.Read(ref _sleepers.Value) != 0)
        {
            WakeSleepers();
        }
    }

    /// <summary>Waits until all phases before the place are done.</summary>
    /// <param name="place">Of the next phase.</param>
    /// <param name="start">Where the run of the thread began.</param>
    /// <param name="waiter">The thread's own.</param>
    /// <exception cref="TeamBrokenException">Another worker failed.</exception>
    public void Wait(long place, long start, Waiter waiter)
    {
        if (!AreBehind(place))
        {
            WaitLong(place, start, waiter);
        }

        if (IsBroken(start))
        {
            throw new TeamBrokenException();
        }
    }

    /// <summary>Makes everyone throw who waits in the run that began there, now or later.</summary>
    public void Break(long start)
    {
        Interlocked.Exchange(ref _broken.Value, start);
        WakeSleepers();
    }

    /// <summary>Ends a broken run: waits for the shares that are still worked on; from then on none can be taken.</summary>
    public void Close(Waiter waiter)
    {
        foreach (ref PaddedLong state in _states.AsSpan())
        {
            waiter.Begin();
            while (Volatile.Read(ref state.Value) is var seen
                && (seen % 2 != 0 || Interlocked.CompareExchange(ref state.Value, _start.Value + RunLength, seen) != seen))
            {
                if (!waiter.Spin())
                {
                    Thread.Sleep(1);
                }
            }
        }

        WakeSleepers();
        Volatile.Write(ref _broken.Value, Nowhere);
    }

    /// <summary>How long threads waited that fell asleep, since the last time this was asked for: in ticks of the stopwatch.</summary>
    public long TakeSlept() => Volatile.Read(ref _slept.Value) == 0 ? 0 : Interlocked.Exchange(ref _slept.Value, 0);

    private bool IsBroken(long start) => Volatile.Read(ref _broken.Value) == start;

    private bool AreBehind(long place)
    {
        foreach (ref PaddedLong state in _states.AsSpan())
        {
            // By difference, so that places may begin again at the lowest number.
            if (Volatile.Read(ref state.Value) - place < 0)
            {
                return false;
            }
        }

        return true;
    }

    private void WaitLong(long place, long start, Waiter waiter)
    {
        bool hasSlept = false;
        waiter.Begin();
        while (!AreBehind(place) && !IsBroken(start))
        {
            if (waiter.Spin())
            {
                continue;
            }

            Interlocked.Increment(ref _sleepers.Value);
            waiter.LieDown(place);
            if (AreBehind(place) || IsBroken(start))
            {
                waiter.StayAwake();
            }
            else
            {
                waiter.Sleep();
                hasSlept = true;
            }

            Interlocked.Decrement(ref _sleepers.Value);
        }

        if (hasSlept)
        {
            Interlocked.Add(ref _slept.Value, waiter.Waited);
        }
    }

    private void WakeSleepers()
    {
        foreach (Waiter waiter in _waiters)
        {
            if (waiter.IsAtBarrier && (AreBehind(waiter.Place) || IsBroken(_start.Value)))
            {
                waiter.Wake();
            }
        }
    }
}

/// <summary>Ends a worker whose team has failed; the failure itself is what the caller sees.</summary>
internal sealed class TeamBrokenException() : Exception("Another worker of the team failed.");
