using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace NetGen.Runtime;

/// <summary>
/// The threads of a <see cref="ThreadTeam"/> and all they touch. It does not know the team, so that a team that is
/// dropped can be collected, and its finalizer ends the threads.
/// </summary>
internal sealed class TeamCrew
{
    private readonly TeamBarrier _barrier;
    private readonly Worker[] _workers;
    private readonly Member[] _members;
    private readonly Worker _alone = new(0, 1, new TeamBarrier(1));
    private ITeamProgram? _program;
    private ExceptionDispatchInfo? _failure;
    private PaddedInt _generation;
    private PaddedInt _pending;
    private volatile bool _stopping;

    public TeamCrew(int threads)
    {
        _barrier = new TeamBarrier(threads);
        _workers = new Worker[threads];
        _members = new Member[threads - 1];
        for (int i = 0; i < threads; i++)
        {
            _workers[i] = new Worker(i, threads, _barrier);
        }

        try
        {
            for (int i = 0; i < _members.Length; i++)
            {
                _members[i] = new Member(this, _workers[i + 1]);
            }
        }
        catch
        {
            Stop();
            throw;
        }
    }

    public int Threads => _workers.Length;

    /// <summary>
    /// Runs the program on all workers; the calling thread is worker 0. Throws what a worker threw first. Where it may run alone and
    /// the others sleep, the calling thread does all as the only worker: waking them takes longer than short work. They are woken for
    /// the next time.
    /// </summary>
    public void Run(ITeamProgram program, int batch, uint step, uint seed, int[] lengths, int past, bool mayRunAlone)
    {
        if (mayRunAlone && _members.Length > 0 && !AreAwake())
        {
            _alone.Begin(batch, step, seed, lengths, past);
            program.Run(_alone);
            return;
        }

        foreach (Worker worker in _workers)
        {
            worker.Begin(batch, step, seed, lengths, past);
        }

        if (_members.Length == 0)
        {
            program.Run(_workers[0]);
            return;
        }

        WaitForMembers();
        Start(program);
        RunAs(_workers[0]);
        WaitForMembers();

        // Idle threads must not keep the program alive: it may be what owns the team.
        _program = null;
        if (_failure is ExceptionDispatchInfo failure)
        {
            _failure = null;
            _barrier.Reset();
            failure.Throw();
        }
    }

    /// <summary>Tells the threads to end.</summary>
    public void Stop()
    {
        _stopping = true;
        Interlocked.Increment(ref _generation.Value);
        foreach (Member? member in _members)
        {
            member?.Wake();
        }
    }

    /// <summary>Waits until the threads have ended.</summary>
    public void Join()
    {
        foreach (Member member in _members)
        {
            member.Join();
        }
    }

    /// <summary>Whether the threads wait for work awake; if not, wakes them.</summary>
    private bool AreAwake()
    {
        if (Volatile.Read(ref _pending.Value) != 0)
        {
            return false;
        }

        if (Array.TrueForAll(_members, static member => member.IsAwake))
        {
            return true;
        }

        Start(Nothing.Instance);
        return false;
    }

    /// <summary>Gives the threads a program.</summary>
    private void Start(ITeamProgram program)
    {
        _program = program;
        Volatile.Write(ref _pending.Value, _members.Length);
        Interlocked.Increment(ref _generation.Value);
        foreach (Member member in _members)
        {
            member.Wake();
        }
    }

    private void WaitForMembers()
    {
        var backoff = new Backoff(Threads, mayPark: false);
        while (Volatile.Read(ref _pending.Value) != 0)
        {
            backoff.Once();
        }
    }

    // Not inlined, so that no slot of an idle thread's stack still refers to the program.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunAs(Worker worker)
    {
        try
        {
            _program!.Run(worker);
        }
        catch (TeamBrokenException)
        {
            // The worker that failed has said why.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            _barrier.Break();
        }
    }

    /// <summary>What threads run to wake up.</summary>
    private sealed class Nothing : ITeamProgram
    {
        public static readonly Nothing Instance = new();

        public void Run(Worker worker)
        {
        }
    }

    /// <summary>One background thread.</summary>
    private sealed class Member
    {
        private readonly TeamCrew _crew;
        private readonly Worker _worker;
        private readonly AutoResetEvent _wake = new(false);
        private readonly Thread _thread;
        private PaddedInt _parked;

        public Member(TeamCrew crew, Worker worker)
        {
            _crew = crew;
            _worker = worker;
            _thread = new Thread(Live)
            {
                IsBackground = true,
                Name = FormattableString.Invariant($"NetGen worker {worker.Index}"),
            };
            _thread.Start();
        }

        public bool IsAwake => Volatile.Read(ref _parked.Value) == 0;

        public void Wake()
        {
            if (Interlocked.Exchange(ref _parked.Value, 0) != 0)
            {
                _wake.Set();
            }
        }

        public void Join() => _thread.Join();

        private void Live()
        {
            // A thread's first wait allocates what it waits with; so it is made here, and no step allocates.
            _wake.WaitOne(1);
            int seen = 0;
            while (true)
            {
                seen = WaitForNext(seen);
                if (_crew._stopping)
                {
                    _wake.Dispose();
                    return;
                }

                _crew.RunAs(_worker);
                Interlocked.Decrement(ref _crew._pending.Value);
            }
        }

        private int WaitForNext(int seen)
        {
            ref int generation = ref _crew._generation.Value;
            var backoff = new Backoff(_crew.Threads, mayPark: true);
            while (Volatile.Read(ref generation) == seen)
            {
                if (backoff.Once())
                {
                    continue;
                }

                // Who raises the generation after this exchange sees the flag and sets the event; who raised it
                // before is seen here. Where both see each other, the event that was set is consumed.
                Interlocked.Exchange(ref _parked.Value, 1);
                if (Volatile.Read(ref generation) == seen || Interlocked.Exchange(ref _parked.Value, 0) == 0)
                {
                    _wake.WaitOne();
                }
            }

            return Volatile.Read(ref generation);
        }
    }
}
