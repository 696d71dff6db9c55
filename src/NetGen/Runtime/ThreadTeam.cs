using System.Globalization;

namespace NetGen.Runtime;

/// <summary>
/// A fixed set of threads that run one program together, over and over, without allocating. The threads spin briefly
/// between two runs and then park. A team that is dropped without <see cref="Dispose"/> is ended by its finalizer.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>Most threads a team can have.</summary>
    public const int MaxThreads = 1024;

    private const int Running = 1;
    private const int Disposed = 2;
    private readonly TeamCrew _crew;
    private int _state;

    /// <summary>Starts a team. The thread that calls <see cref="Run"/> is worker 0; the others are background threads.</summary>
    /// <param name="threads">1 to <see cref="MaxThreads"/>, the caller's thread included.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not in that range.</exception>
    public ThreadTeam(int threads)
    {
        if (threads is < 1 or > MaxThreads)
        {
            throw new ArgumentOutOfRangeException(
                nameof(threads), threads, $"A thread team has 1 to {MaxThreads} threads.");
        }

        _crew = new TeamCrew(threads);
    }

    /// <summary>Ends the threads of a team that was dropped.</summary>
    ~ThreadTeam()
    {
        // Null where the constructor refused its argument.
        _crew?.Stop();
    }

    /// <summary>The environment variable NETGEN_THREADS where it is set, else the number of processors.</summary>
    /// <exception cref="InvalidOperationException">The variable is no whole number from 1 to <see cref="MaxThreads"/>.</exception>
    public static int DefaultThreads
    {
        get
        {
            string? text = Environment.GetEnvironmentVariable("NETGEN_THREADS");
            if (string.IsNullOrWhiteSpace(text))
            {
                return Math.Min(Environment.ProcessorCount, MaxThreads);
            }

            if (int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int threads)
                && threads is >= 1 and <= MaxThreads)
            {
                return threads;
            }

            throw new InvalidOperationException(
                $"The environment variable NETGEN_THREADS is '{text}'; it must be a whole number from 1 to {MaxThreads}.");
        }
    }

    /// <summary>Threads in the team, the caller's included.</summary>
    public int Threads => _crew.Threads;

    /// <summary>
    /// Runs <paramref name="program"/> on all workers and returns when all are done. Allocates nothing. What a worker
    /// throws ends the others at their next <see cref="Worker.Sync"/> and is thrown here; the team stays usable.
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
    /// <param name="mayRunAlone">Whether the caller may do all alone where the others sleep.</param>
    internal void RunSequences(ITeamProgram program, int batch, uint step, uint seed, int[] lengths, int past, bool mayRunAlone = false)
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
            _crew.Run(program, batch, step, seed, lengths, past, mayRunAlone);
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
