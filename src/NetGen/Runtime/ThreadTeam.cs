using System.Diagnostics;
using System.Globalization;

namespace NetGen.Runtime;

/// <summary>
/// Runs one program by several threads together, over and over, without allocating. The program's work is cut into as many shares, which
/// decide its results to the last bit; the shares are done by the threads that are there. The threads are lent by a
/// <see cref="CrewPool"/> for the time of a run: teams that do not run at the same moment have the same. A team that is dropped without
/// <see cref="Dispose"/> is taken off the pool by its finalizer.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>Most threads a team can have.</summary>
    public const int MaxThreads = 1024;

    private const string Variable = "NETGEN_THREADS";
    private const int Running = 1;
    private const int Disposed = 2;
    private static int s_reported;
    private readonly CrewPool _pool;

    // Null where the caller's thread is alone.
    private readonly CrewKind? _kind;

    // The caller's thread, without others.
    private readonly TeamCrew _alone;
    private int _state;

    /// <summary>
    /// Makes a team. The thread that calls <see cref="Run"/> takes part; the others are background threads, no more than the processors
    /// have use for.
    /// </summary>
    /// <param name="threads">Shares of the work, each of which can have a thread: 1 to <see cref="MaxThreads"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not in that range.</exception>
    public ThreadTeam(int threads)
        : this(threads, Math.Clamp(threads, 1, Environment.ProcessorCount), CrewPool.Shared)
    {
    }

    /// <summary>Makes a team with threads of its own, that may be fewer than the shares.</summary>
    /// <param name="shares">1 to <see cref="MaxThreads"/>.</param>
    /// <param name="threads">1 to <paramref name="shares"/>, the caller's thread included.</param>
    internal ThreadTeam(int shares, int threads)
        : this(shares, threads, new CrewPool(MaxThreads))
    {
    }

    /// <summary>Makes a team with threads of a pool.</summary>
    internal ThreadTeam(int shares, int threads, CrewPool pool)
    {
        if (shares is < 1 or > MaxThreads)
        {
            throw new ArgumentOutOfRangeException(
                nameof(threads), shares, $"A thread team has 1 to {MaxThreads} threads.");
        }

        if (shares > 1 && !HasThreads)
        {
            throw new PlatformNotSupportedException(FormattableString.Invariant(
                $"{shares} threads were asked for, but in this browser a program has one: leave Threads at 0, or set it to 1."));
        }

        Threads = shares;
        _pool = pool;
        _alone = new TeamCrew(shares, 1);
        _kind = threads > 1 ? pool.Enter(shares, threads) : null;
    }

    /// <summary>Whether threads can be started: not in a browser whose runtime has one, and says so by its single processor.</summary>
    internal static bool HasThreads => !OperatingSystem.IsBrowser() || Environment.ProcessorCount > 1;

    /// <summary>Takes a team that was dropped off its pool.</summary>
    ~ThreadTeam() => Leave(waits: false);

    /// <summary>
    /// What <see cref="NetGenThreads.Default"/> was set to, else the environment variable NETGEN_THREADS where it is set, else the number
    /// of processors. Where the variable is above <see cref="MostThreads"/>, that is the number, and a line on standard error says so.
    /// </summary>
    /// <exception cref="InvalidOperationException">The variable is no whole number from 1 to <see cref="MaxThreads"/>.</exception>
    public static int DefaultThreads
    {
        get
        {
            if (NetGenThreads.Chosen > 0)
            {
                return NetGenThreads.Chosen;
            }

            int processors = Environment.ProcessorCount, most = Math.Min(MostThreads, MaxThreads);
            string? text = Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrWhiteSpace(text))
            {
                return Math.Min(processors, MaxThreads);
            }

            if (!int.TryParse(
                    text,
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                    CultureInfo.InvariantCulture,
                    out int threads)
                || threads is < 1 or > MaxThreads)
            {
                throw new InvalidOperationException(
                    $"The environment variable {Variable} is '{text}'; it must be a whole number from 1 to {MaxThreads}.");
            }

            if (threads > most && Interlocked.Exchange(ref s_reported, threads) != threads)
            {
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"NetGen: {Variable} is {threads}; on {processors} processors {most} threads are used, the most that make sense."));
            }

            return Math.Min(threads, most);
        }
    }

    /// <summary>Four for each processor: more help nobody and cost memory.</summary>
    public static int MostThreads => 4 * Environment.ProcessorCount;

    /// <summary>Threads that share the work, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Whether runs have others; it counts those that could have.</summary>
    internal TeamPace Pace { get; } = new();

    /// <summary>
    /// Runs <paramref name="program"/> and returns when all shares of its work are done. Threads that the system has put aside are not
    /// waited for: the others do their shares. Allocates nothing but threads that are not there yet. What a share throws ends the others
    /// at their next <see cref="Worker.Sync"/> and is thrown here; the team stays usable.
    /// </summary>
    /// <param name="program">What to run.</param>
    /// <param name="batch">Samples in the batch, split over the workers: 0 or more.</param>
    /// <param name="step">Number of the step, for random numbers.</param>
    /// <param name="seed">Key of the random numbers.</param>
    /// <exception cref="InvalidOperationException">The team is running already.</exception>
    /// <exception cref="ObjectDisposedException">The team was disposed of.</exception>
    public void Run(ITeamProgram program, int batch, uint step, uint seed) => RunSequences(program, new(batch, step, seed, []));

    /// <summary>
    /// Leaves the pool, whose threads end that no other team has use for; where a run is in progress, when it ends. May be called more
    /// than once.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Or(ref _state, Disposed) == 0)
        {
            End();
        }
    }

    /// <summary>Runs a program over sequences.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="run">Over what; lengths must stay as they are during the run.</param>
    internal void RunSequences(ITeamProgram program, in TeamRun run)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfNegative(run.Batch, "batch");
        int state = Interlocked.CompareExchange(ref _state, Running, 0);
        ObjectDisposedException.ThrowIf((state & Disposed) != 0, this);
        if (state != 0)
        {
            throw new InvalidOperationException("The thread team is running already; one team runs one program at a time.");
        }

        try
        {
            if (Threads == 1)
            {
                _alone.Run(program, run);
            }
            else
            {
                RunInTime(program, run);
            }
        }
        finally
        {
            if ((Interlocked.And(ref _state, ~Running) & Disposed) != 0)
            {
                End();
            }

            GC.KeepAlive(this);
        }
    }

    /// <summary>With others, or alone where that is faster; changes no bit of the results.</summary>
    private void RunInTime(ITeamProgram program, in TeamRun run)
    {
        long begin = Stopwatch.GetTimestamp();
        bool isAlone = _kind is null || Pace.IsAlone;
        TeamCrew? lent = isAlone ? null : _pool.Take(_kind!);
        TeamCrew crew = lent ?? _alone;
        long slept;
        try
        {
            crew.Run(program, run);
        }
        finally
        {
            // Also where the run failed: the crew's next run is another team's.
            slept = crew.TakeSlept();
            if (lent is not null)
            {
                _pool.Return(_kind!, lent);
            }
        }

        // A run that was to have others, for whom there was no room, says nothing of either way.
        if (isAlone || lent is not null)
        {
            Pace.Add(run.Batch, Stopwatch.GetTimestamp() - begin, slept);
        }
    }

    private void End()
    {
        GC.SuppressFinalize(this);
        Leave(waits: true);
    }

    private void Leave(bool waits)
    {
        if (_kind is not null)
        {
            _pool.Leave(_kind, waits);
        }
    }
}
