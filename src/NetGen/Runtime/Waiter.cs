using System.Diagnostics;

namespace NetGen.Runtime;

/// <summary>
/// How a thread waits for others: it spins while the answer is likely microseconds away, then sleeps until it is woken. Who waits must
/// not keep a processor busy for longer: it may be the one that the other thread needs.
/// </summary>
internal sealed class Waiter
{
    private const int LongestSpin = 32;
    private static readonly long s_spinTicks = Stopwatch.Frequency / 10_000;  // 100 µs

    private const int Awake = 0, Idle = 1, AtBarrier = 2;

    [ThreadStatic]
    private static bool t_isPrepared;

    private readonly AutoResetEvent _wake = new(false);
    private readonly bool _maySpin;
    private PaddedInt _sleep;
    private long _start;
    private int _spin;

    /// <param name="threads">Threads of the team: where they are more than the machine has processors, nobody spins.</param>
    public Waiter(int threads) => _maySpin = threads <= Environment.ProcessorCount;

    /// <summary>Whether the thread sleeps within a run, where it waits for <see cref="Place"/>.</summary>
    public bool IsAtBarrier => Volatile.Read(ref _sleep.Value) == AtBarrier;

    /// <summary>The place that the thread waits for in its sleep.</summary>
    public long Place { get; private set; }

    /// <summary>Begins to wait.</summary>
    public void Begin() => (_start, _spin) = (Stopwatch.GetTimestamp(), 1);

    /// <summary>Since <see cref="Begin"/>, in ticks of the stopwatch.</summary>
    public long Waited => Stopwatch.GetTimestamp() - _start;

    /// <summary>Waits a little, awake. False when it is time to sleep.</summary>
    public bool Spin()
    {
        if (!_maySpin || Waited >= s_spinTicks)
        {
            return false;
        }

        Thread.SpinWait(_spin);
        _spin = Math.Min(_spin * 2, LongestSpin);
        return true;
    }

    /// <summary>
    /// Says that the thread is about to sleep between two runs. What it waits for is looked at once more after this: who brings it later
    /// sees that, and calls <see cref="Wake"/>. Then follows <see cref="Sleep"/> or <see cref="StayAwake"/>.
    /// </summary>
    public void LieDown() => Interlocked.Exchange(ref _sleep.Value, Idle);

    /// <summary>The same within a run, to wait for a place.</summary>
    public void LieDown(long place)
    {
        Place = place;
        Interlocked.Exchange(ref _sleep.Value, AtBarrier);
    }

    /// <summary>Sleeps until <see cref="Wake"/>.</summary>
    public void Sleep() => _wake.WaitOne();

    /// <summary>Takes back <see cref="LieDown()"/>.</summary>
    public void StayAwake()
    {
        if (Interlocked.Exchange(ref _sleep.Value, Awake) == Awake)
        {
            // Somebody saw it and sets the event, which must not end a later sleep.
            _wake.WaitOne();
        }
    }

    /// <summary>Ends the thread's sleep, if it sleeps or is about to; called after what it waits for was written and fenced.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _sleep.Value) != Awake && Interlocked.Exchange(ref _sleep.Value, Awake) != Awake)
        {
            _wake.Set();
        }
    }

    /// <summary>Makes what the calling thread's first sleep needs, so that none allocates later.</summary>
    public void Prepare()
    {
        if (!t_isPrepared)
        {
            _wake.WaitOne(0);
            t_isPrepared = true;
        }
    }

    /// <summary>Frees the event; the thread has ended.</summary>
    public void Close() => _wake.Dispose();
}
