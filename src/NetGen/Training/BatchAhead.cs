using System.Runtime.ExceptionServices;

namespace NetGen;

/// <summary>
/// Prepares a batch on a thread of its own while the step before it runs. Where the thread has not begun when the batch is wanted, whoever
/// wants it prepares it: so nobody waits for a thread that does nothing yet. The thread sleeps without spinning, as the steps' threads want
/// the processors, and ends when it is not needed for a while.
/// </summary>
/// <param name="memory">Where batches are put, until another place is given.</param>
/// <param name="prepare">Prepares the batch of a step; called for one step at a time, on either thread.</param>
/// <typeparam name="T">The program's number type.</typeparam>
internal sealed class BatchAhead<T>(StagedBatch<T> memory, Action<int, StagedBatch<T>> prepare) : IDisposable
    where T : unmanaged
{
    private const int IdleMilliseconds = 10_000;

    // With one processor nothing runs beside a step.
    private static readonly bool s_hasOthers = Environment.ProcessorCount > 1;

    private readonly object _gate = new();
    private ExceptionDispatchInfo? _failure;
    private int _step;
    private State _state;
    private bool _lives;
    private bool _isDisposed;

    private enum State
    {
        Idle,
        Wanted,
        Busy,
        Done,
    }

    /// <summary>Where the next batch is put; it may change while none is prepared.</summary>
    public StagedBatch<T> Memory { get; set; } = memory;

    /// <summary>Begins to prepare the batch of a step; one that was begun before is forgotten.</summary>
    public void Begin(int step)
    {
        lock (_gate)
        {
            Forget();
            (_step, _state) = (step, State.Wanted);
            if (_lives)
            {
                Monitor.Pulse(_gate);
            }
            else if (s_hasOthers)
            {
                _lives = true;
                new Thread(Live) { IsBackground = true, Name = "NetGen batches" }.Start();
            }
        }
    }

    /// <summary>Waits until the batch that was begun lies in <see cref="Memory"/>; throws what its preparation threw.</summary>
    public void Finish()
    {
        bool isMine;
        lock (_gate)
        {
            // Idle after a preparation that failed: whoever asks again wants it again.
            isMine = _state is State.Wanted or State.Idle;
            _state = isMine ? State.Busy : _state;
        }

        if (isMine)
        {
            Prepare();
        }

        ExceptionDispatchInfo? failure;
        lock (_gate)
        {
            WaitWhileBusy();
            failure = _failure;
            Forget();
        }

        failure?.Throw();
    }

    /// <summary>Forgets the batch that was begun; when this returns, nothing prepares it any more.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            Forget();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Forget();
            Monitor.PulseAll(_gate);
        }
    }

    private void Forget()
    {
        WaitWhileBusy();
        (_state, _failure) = (State.Idle, null);
    }

    private void WaitWhileBusy()
    {
        while (_state == State.Busy)
        {
            Monitor.Wait(_gate);
        }
    }

    private void Live()
    {
        while (IsNeeded())
        {
            Prepare();
        }
    }

    /// <summary>Waits for a batch that is wanted; false where the thread is to end.</summary>
    private bool IsNeeded()
    {
        lock (_gate)
        {
            while (_state != State.Wanted)
            {
                if (_isDisposed || (!Monitor.Wait(_gate, IdleMilliseconds) && _state != State.Wanted))
                {
                    _lives = false;
                    return false;
                }
            }

            _state = State.Busy;
            return true;
        }
    }

    private void Prepare()
    {
        try
        {
            prepare(_step, Memory);
        }
        catch (Exception exception)
        {
            // Thrown again on the thread that takes the batch, when the steps before it are done.
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_gate)
        {
            _state = State.Done;
            Monitor.PulseAll(_gate);
        }
    }
}
