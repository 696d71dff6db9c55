using System.Runtime.ExceptionServices;

namespace NetGen;

/// <summary>
/// Prepares a batch on a thread of the pool while the step before it runs. Where no thread has begun when the batch is wanted, whoever
/// wants it prepares it: so nobody waits for a thread that does nothing yet.
/// </summary>
/// <param name="memory">Where batches are put, until another place is given.</param>
/// <param name="prepare">Prepares the batch of a step; called for one step at a time, on any thread.</param>
/// <typeparam name="T">The program's number type.</typeparam>
internal sealed class BatchAhead<T>(StagedBatch<T> memory, Action<int, StagedBatch<T>> prepare) : IThreadPoolWorkItem, IDisposable
    where T : unmanaged
{
    private const int Idle = 0, Wanted = 1, Busy = 2, Done = 3;

    // With one processor nothing runs beside a step.
    private static readonly bool s_hasOthers = Environment.ProcessorCount > 1;

    private readonly object _gate = new();
    private ExceptionDispatchInfo? _failure;
    private int _step;
    private int _state;
    private int _isQueued;

    /// <summary>Where the next batch is put; it may change while none is prepared.</summary>
    public StagedBatch<T> Memory { get; set; } = memory;

    /// <summary>Begins to prepare the batch of a step; one that was begun before is forgotten.</summary>
    public void Begin(int step)
    {
        Cancel();
        _step = step;
        Volatile.Write(ref _state, Wanted);
        if (s_hasOthers && Interlocked.Exchange(ref _isQueued, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>Waits until the batch that was begun lies in <see cref="Memory"/>; throws what its preparation threw.</summary>
    public void Finish()
    {
        if (!TryPrepare())
        {
            WaitWhileBusy();
        }

        _state = Idle;
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <summary>Forgets the batch that was begun; when this returns, nothing prepares it any more.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Idle, Wanted) != Wanted)
        {
            WaitWhileBusy();
        }

        (_state, _failure) = (Idle, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Cancel();

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        // Before the look at the state: who wants a batch after this look queues another item.
        Interlocked.Exchange(ref _isQueued, 0);
        TryPrepare();
    }

    /// <summary>False where it is none's turn, or another thread's.</summary>
    private bool TryPrepare()
    {
        if (Interlocked.CompareExchange(ref _state, Busy, Wanted) != Wanted)
        {
            return false;
        }

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
            _state = Done;
            Monitor.PulseAll(_gate);
        }

        return true;
    }

    private void WaitWhileBusy()
    {
        lock (_gate)
        {
            while (_state == Busy)
            {
                Monitor.Wait(_gate);
            }
        }
    }
}
