using System.Text;
using NetGen.Mpi.Native;
using static System.FormattableString;

namespace NetGen.Mpi;

/// <summary>
/// All processes that <c>mpirun</c> (or Slurm's <c>srun</c>) started together, on MPI. Without a launcher the process is alone.
/// </summary>
/// <remarks>
/// MPI is asked for what one thread needs (MPI_THREAD_FUNNELED): the thread that calls <see cref="World"/> makes all calls, and so trains.
/// Where a process cannot go on, <see cref="Abort"/> ends all, as <see cref="Run"/> does by itself; <see cref="Dispose"/> would wait.
/// </remarks>
public sealed class MpiCommunicator : ICommunicator, IDisposable
{
    private static MpiCommunicator? s_world;

    private readonly MpiHandles _mpi;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly bool _isOurs;

    // Begun all-reduces, the oldest first; pinned, since MPI writes there.
    private nint[] _requests = GC.AllocateArray<nint>(64, pinned: true);
    private int _done;
    private int _begun;
    private bool _isDisposed;

    private unsafe MpiCommunicator()
    {
        LeaveSignals();
        nint library = MpiLibrary.Load();
        Library = MpiHandles.Version();
        _mpi = MpiHandles.Of(Library, library);
        int isInitialized;
        Check(MpiCalls.Initialized(&isInitialized), "MPI_Initialized");
        if (isInitialized == 0)
        {
            Initialize();
            _isOurs = true;
        }

        Check(MpiCalls.CommSetErrhandler(_mpi.World, _mpi.ErrorsReturn), "MPI_Comm_set_errhandler");
        int rank, size;
        Check(MpiCalls.CommRank(_mpi.World, &rank), "MPI_Comm_rank");
        Check(MpiCalls.CommSize(_mpi.World, &size), "MPI_Comm_size");
        (Rank, Size, LocalRank) = (rank, size, FindLocalRank());
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public int LocalRank { get; }

    /// <summary>What the library says of itself: "Open MPI v4.1.4, …".</summary>
    public string Library { get; }

    /// <summary>All processes; MPI begins with the first call, and later ones give the same.</summary>
    /// <exception cref="MpiException">There is no MPI library, or it cannot begin.</exception>
    /// <exception cref="InvalidOperationException">It was disposed of: MPI begins once in a process.</exception>
    public static MpiCommunicator World()
    {
        s_world ??= new MpiCommunicator();
        return s_world._isDisposed
            ? throw new InvalidOperationException("MPI has ended in this process, and begins only once.")
            : s_world;
    }

    /// <summary>
    /// Runs a program's work in this process: MPI ends behind it, or, where it throws, in all processes at once, so that none waits for
    /// this one.
    /// </summary>
    /// <param name="work">All that is done together, on the calling thread.</param>
    /// <exception cref="MpiException">There is no MPI library, or it cannot begin.</exception>
    public static void Run(Action<MpiCommunicator> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        MpiCommunicator world = World();
        try
        {
            work(world);
        }
        catch (Exception failure) when (world.Size > 1)
        {
            world.Abort($"{failure.GetType().Name}: {failure.Message}");
            throw;
        }

        world.Dispose();
    }

    /// <inheritdoc/>
    public unsafe void Broadcast(Span<byte> values, int root = 0)
    {
        Enter();
        if (!values.IsEmpty)
        {
            fixed (byte* first = values)
            {
                Check(MpiCalls.Bcast(first, values.Length, _mpi.Byte, root, _mpi.World), "MPI_Bcast");
            }
        }
    }

    /// <inheritdoc/>
    public unsafe void AllReduce(Span<float> values)
    {
        fixed (float* first = values)
        {
            AllReduce(first, values.Length, _mpi.Float);
        }
    }

    /// <inheritdoc/>
    public unsafe void AllReduce(Span<double> values)
    {
        fixed (double* first = values)
        {
            AllReduce(first, values.Length, _mpi.Double);
        }
    }

    /// <inheritdoc/>
    public unsafe void BeginAllReduce(Span<float> values)
    {
        fixed (float* first = values)
        {
            BeginAllReduce(first, values.Length, _mpi.Float);
        }
    }

    /// <inheritdoc/>
    public unsafe void BeginAllReduce(Span<double> values)
    {
        fixed (double* first = values)
        {
            BeginAllReduce(first, values.Length, _mpi.Double);
        }
    }

    /// <inheritdoc/>
    public unsafe void Advance()
    {
        if (_done == _begun)
        {
            return;
        }

        // A test of one moves all of them on.
        Enter();
        int isDone;
        fixed (nint* request = &_requests[_done])
        {
            Check(MpiCalls.Test(request, &isDone, _mpi.NoStatus), "MPI_Test");
        }

        _done += isDone != 0 ? 1 : 0;
    }

    /// <inheritdoc/>
    public unsafe void EndAllReduces()
    {
        Enter();
        for (; _done < _begun; _done++)
        {
            fixed (nint* request = &_requests[_done])
            {
                Check(MpiCalls.Wait(request, _mpi.NoStatus), "MPI_Wait");
            }
        }

        (_done, _begun) = (0, 0);
    }

    /// <inheritdoc/>
    public void Barrier()
    {
        Enter();
        Check(MpiCalls.Barrier(_mpi.World), "MPI_Barrier");
    }

    /// <inheritdoc/>
    public void Abort(string reason)
    {
        Console.Error.WriteLine(Invariant($"Process {Rank} of {Size} cannot go on, and ends all: {reason}"));
        Console.Error.Flush();
        _ = MpiCalls.Abort(_mpi.World, 1);
    }

    /// <summary>Ends MPI in this process; waits for what the others still have to do with it.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            if (_isOurs)
            {
                Check(MpiCalls.Finalize(), "MPI_Finalize");
            }
        }
    }

    /// <summary>
    /// UCX, by which the library may send, would catch the signals by which the runtime knows null references. It asks when it is loaded,
    /// and asks the process's own environment: the runtime has a copy.
    /// </summary>
    private static void LeaveSignals()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = MpiCalls.SetEnvironment("UCX_ERROR_SIGNALS", "", 0);
        }
    }

    private static unsafe void Initialize()
    {
        int provided;
        Check(MpiCalls.InitThread(0, 0, MpiHandles.Funneled, &provided), "MPI_Init_thread");
        if (provided < MpiHandles.Funneled)
        {
            throw new MpiException("The MPI library was built for programs of a single thread.");
        }
    }

    private unsafe int FindLocalRank()
    {
        nint machine = 0;
        int rank;
        Check(MpiCalls.CommSplitType(_mpi.World, _mpi.SharedMemory, 0, _mpi.NoInfo, &machine), "MPI_Comm_split_type");
        Check(MpiCalls.CommRank(machine, &rank), "MPI_Comm_rank");
        Check(MpiCalls.CommFree(&machine), "MPI_Comm_free");
        return rank;
    }

    private unsafe void AllReduce(void* values, int count, nint type)
    {
        Enter();
        if (count > 0)
        {
            Check(MpiCalls.Allreduce(_mpi.InPlace, values, count, type, _mpi.Sum, _mpi.World), "MPI_Allreduce");
        }
    }

    private unsafe void BeginAllReduce(void* values, int count, nint type)
    {
        Enter();
        if (count == 0)
        {
            return;
        }

        if (_begun == _requests.Length)
        {
            Grow();
        }

        _requests[_begun] = 0;
        fixed (nint* request = &_requests[_begun])
        {
            Check(
                MpiCalls.Iallreduce(_mpi.InPlace, values, count, type, _mpi.Sum, _mpi.World, request),
                "MPI_Iallreduce");
        }

        _begun++;
    }

    private void Grow()
    {
        nint[] more = GC.AllocateArray<nint>(2 * _requests.Length, pinned: true);
        _requests.CopyTo(more, 0);
        _requests = more;
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException(
                "MPI was begun on another thread: call MpiCommunicator.World and train on the same one.");
        }
    }

    private static unsafe void Check(int code, string function)
    {
        if (code != 0)
        {
            // MPI_MAX_ERROR_STRING is 256 in Open MPI and 512 in MPICH.
            byte* text = stackalloc byte[1024];
            int length = 0;
            _ = MpiCalls.ErrorString(code, text, &length);
            throw new MpiException(function, code, Encoding.UTF8.GetString(text, Math.Clamp(length, 0, 1024)));
        }
    }
}
