using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace NetGen.Runtime;

/// <summary>
/// The threads that a <see cref="ThreadTeam"/> runs with and all they touch. It does not know the team, so that it can serve others, and
/// a team that is dropped can be collected.
/// </summary>
internal sealed class TeamCrew
{
    private readonly TeamShares _shares;
    private readonly Waiter _callersWaiter;
    private readonly Worker _caller;
    private readonly Member[] _members;
    private ITeamProgram? _program;
    private TeamRun _run;
    private ExceptionDispatchInfo? _failure;

    // Odd while program and run are written.
    private PaddedInt _generation;
    private volatile bool _stopping;

    /// <param name="shares">Shares of the work.</param>
    /// <param name="threads">Threads that do them, the caller's included: 1 to <paramref name="shares"/>.</param>
    public TeamCrew(int shares, int threads)
    {
        var waiters = new Waiter[threads];
        for (int i = 0; i < threads; i++)
        {
            waiters[i] = new Waiter(threads);
        }

        _shares = new TeamShares(shares, waiters);
        _callersWaiter = waiters[0];
        _caller = new Worker(0, shares, _shares, _callersWaiter);
        _members = new Member[threads - 1];
        try
        {
            for (int i = 1; i < threads; i++)
            {
                _members[i - 1] = new Member(this, i, (int)((long)shares * i / threads), waiters[i]);
            }
        }
        catch
        {
            Stop();
            throw;
        }
    }

    public int Shares => _caller.Count;

    /// <summary>Threads beside the caller's.</summary>
    public int Members => _members.Length;

    /// <summary>
    /// Runs the program with the calling thread and those of the others that come in time; returns when all shares are done. Throws what a
    /// thread threw first.
    /// </summary>
    public void Run(ITeamProgram program, in TeamRun wanted)
    {
        TeamRun run = wanted with { Start = _shares.Begin() };
        if (Shares == 1)
        {
            _caller.Begin(run, run.Meanwhile);
            program.Run(_caller);
            return;
        }

        _callersWaiter.Prepare();
        if (_members.Length > 0)
        {
            Publish(program, run with { Meanwhile = null });
        }

        RunAsCaller(program, run);

        // Idle threads must not keep the program alive, nor what goes on beside it: it may be what owns the team.
        _program = null;
        _caller.Forget();
        if (_failure is ExceptionDispatchInfo failure)
        {
            _shares.Close(_callersWaiter);
            _failure = null;
            failure.Throw();
        }
    }

    /// <summary>How long threads waited that fell asleep, in ticks of the stopwatch, since this was last asked for.</summary>
    public long TakeSlept() => _shares.TakeSlept();

    /// <summary>Tells the threads to end.</summary>
    public void Stop()
    {
        _stopping = true;
        Publish(null, default);
    }

    /// <summary>Waits until the threads have ended.</summary>
    public void Join()
    {
        foreach (Member member in _members)
        {
            member.Join();
        }
    }

    /// <summary>Gives the threads something to run.</summary>
    private void Publish(ITeamProgram? program, in TeamRun run)
    {
        Interlocked.Increment(ref _generation.Value);
        _program = program;
        _run = run;
        Interlocked.Increment(ref _generation.Value);
        foreach (Member? member in _members)
        {
            member?.Wake();
        }
    }

    /// <summary>Goes through the program, and waits for all shares.</summary>
    private void RunAsCaller(ITeamProgram program, in TeamRun run)
    {
        try
        {
            _caller.Begin(run, run.Meanwhile);
            program.Run(_caller);
            _caller.Sync();
        }
        catch (TeamBrokenException)
        {
            // The thread that failed has said why.
        }
        catch (Exception exception)
        {
            Fail(_caller, exception);
        }
    }

    /// <summary>
    /// Goes through the program of a generation, if it is still that one. Not inlined, so that no slot of an idle thread's stack still
    /// refers to it.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunAsMember(Worker worker, int generation)
    {
        ITeamProgram? program = _program;
        TeamRun run = _run;
        Interlocked.MemoryBarrier();
        if (program is null || Volatile.Read(ref _generation.Value) != generation)
        {
            return;
        }

        try
        {
            worker.Begin(run);
            program.Run(worker);
        }
        catch (TeamBrokenException)
        {
            // The thread that failed has said why.
        }
        catch (Exception exception)
        {
            Fail(worker, exception);
        }
    }

    private void Fail(Worker worker, Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        worker.Break();
    }

    /// <summary>One background thread.</summary>
    private sealed class Member
    {
        private readonly TeamCrew _crew;
        private readonly Worker _worker;
        private readonly Waiter _waiter;
        private readonly Thread _thread;

        public Member(TeamCrew crew, int index, int share, Waiter waiter)
        {
            _crew = crew;
            _worker = new Worker(share, crew.Shares, crew._shares, waiter);
            _waiter = waiter;
            _thread = new Thread(Live)
            {
                IsBackground = true,
                Name = FormattableString.Invariant($"NetGen worker {index}"),
            };
            _thread.Start();
        }

        public void Wake() => _waiter.Wake();

        public void Join() => _thread.Join();

        private void Live()
        {
            _waiter.Prepare();
            int seen = 0;
            while (!_crew._stopping)
            {
                _crew.RunAsMember(_worker, seen);
                seen = WaitForNext(seen);
            }

            _waiter.Close();
        }

        private int WaitForNext(int seen)
        {
            int generation;
            _waiter.Begin();
            while ((generation = Volatile.Read(ref _crew._generation.Value)) == seen || generation % 2 != 0)
            {
                if (_waiter.Spin())
                {
                    continue;
                }

                _waiter.LieDown();
                generation = Volatile.Read(ref _crew._generation.Value);
                if (generation == seen || generation % 2 != 0)
                {
                    _waiter.Sleep();
                }
                else
                {
                    _waiter.StayAwake();
                }
            }

            return generation;
        }
    }
}
