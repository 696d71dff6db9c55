using System.Globalization;

namespace NetGen.Runtime;

/// <summary>
/// A fixed set of threads that run one program together, over and over, without allocating. The program's work is cut into as many shares,
/// which decide its results to the last bit; the shares are done by the threads that are there. The threads spin briefly
/// between two runs and then sleep. A team that is dropped without <see cref="Dispose"/> is ended by its finalizer.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>Most threads a team can have.</summary>
    public const int MaxThreads = 1024;

    private const string Variable = "NETGEN_THREADS";
    private const int MostPerProcessor = 4;
    private const int Running = 1;
    private const int Disposed = 2;
    private static int s_reported;

    /// <summary>Whether threads can be started: not in a browser whose runtime has one, and says so by its single processor.</summary>
    internal static bool HasThreads => !OperatingSystem.IsBrowser() || Environment.ProcessorCount > 1;

    private readonly TeamCrew _crew;
    private int _state;

    /// <summary>
    /// Starts a team. The thread that calls <see cref="Run"/> takes part; the others are background threads, no more than the processors
    /// have use for.
    /// </summary>
    /// <param name="threads">Shares of the work, each of which can have a thread: 1 to <see cref="MaxThreads"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not in that range.</exception>
    public ThreadTeam(int threads)
        : this(threads, Math.Clamp(threads, 1, Environment.ProcessorCount))
    {
    }

    /// <summary>Starts a team whose shares are done by fewer threads.</summary>
    /// <param name="shares">1 to <see cref="MaxThreads"/>.</param>
    /// <param name="threads">1 to <paramref name="shares"/>, the caller's thread included.</param>
    internal ThreadTeam(int shares, int threads)
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

        _crew = new TeamCrew(shares, threads);
    }

    /// <summary>Ends the threads of a team that was dropped.</summary>
    ~ThreadTeam()
    {
        // Null where the constructor refused its argument.
        _crew?.Stop();
    }

    /// <summary>
    /// The environment variable NETGEN_THREADS where it is set, else the number of processors. More than four for each processor help
    /// nobody and cost memory: that is the most, and where the variable is above it, a line on standard error says so.
    /// </summary>
    /// <exception cref="InvalidOperationException">The variable is no whole number from 1 to <see cref="MaxThreads"/>.</exception>
    public static int DefaultThreads
    {
        get
        {
            int processors = Environment.ProcessorCount, most = Math.Min(MostPerProcessor * processors, MaxThreads);
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

    /// <summary>Threads that share the work, the caller's included.</summary>
    public int Threads => _crew.Shares;

    /// <summary>
    /// Runs <paramref name="program"/> and returns when all shares of its work are done. Threads that the system has put aside are not
    /// waited for: the others do their shares. Allocates nothing. What a share throws ends the others at their next
    /// <see cref="Worker.Sync"/> and is thrown here; the team stays usable.
    /// </summary>
    /// <param name="program">What to run.</param>
    /// <param name="batch">Samples in the batch, split over the workers: 0 or more.</param>
    /// <param name="step">Number of the step, for random numbers.</param>
    /// <param name="seed">Key of the random numbers.</param>
    /// <exception cref="InvalidOperationException">The team is running already.</exception>
    /// <exception cref="ObjectDisposedException">The team was disposed of.</exception>
    public void Run(ITeamProgram program, int batch, uint step, uint seed) => RunSequences(program, batch, step, seed, [], 0);

    /// <summary>Ends the threads; where a run is in progress, when it ends. May be called more than once.</summary>
    public void Dispose()
    {
        if (Interlocked.Or(ref _state, Disposed) == 0)
        {
            End();
        }
    }

    /// <summary>Runs a program over sequences.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="batch">Samples in the batch, split over the workers: 0 or more.</param>
    /// <param name="step">Number of the step, for random numbers.</param>
    /// <param name="seed">Key of the random numbers.</param>
    /// <param name="lengths">What <see cref="Worker.Length"/> gives; must stay as it is during the run.</param>
    /// <param name="past">What <see cref="Worker.Past"/> is.</param>
    internal void RunSequences(ITeamProgram program, int batch, uint step, uint seed, int[] lengths, int past)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        int state = Interlocked.CompareExchange(ref _state, Running, 0);
        ObjectDisposedException.ThrowIf((state & Disposed) != 0, this);
        if (state != 0)
        {
            throw new InvalidOperationException("The thread team is running already; one team runs one program at a time.");
        }

        try
        {
            _crew.Run(program, batch, step, seed, lengths, past);
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

    private void End()
    {
        GC.SuppressFinalize(this);
        _crew.Stop();
        _crew.Join();
    }
}
