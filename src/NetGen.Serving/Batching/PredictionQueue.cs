using System.Diagnostics;
using System.Numerics;

namespace NetGen.Serving;

/// <summary>
/// Requests that wait for a predictor, in the order they came. A predictor that is idle takes those that are there, as many as fit into a
/// batch, when the thread pool comes to it: behind the requests that are being read at that moment.
/// </summary>
internal sealed class PredictionQueue<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lock _lock = new();
    private readonly Stack<PredictionRunner<T>> _idle = new();
    private readonly PredictionRunner<T>[] _runners;
    private readonly int _limit;
    private readonly long _waitTicks;
    private readonly Timer? _timer;
    private PendingPrediction<T>? _first;
    private PendingPrediction<T>? _last;
    private int _count;
    private int _samples;
    private bool _isStarting;
    private bool _isDisposed;

    public PredictionQueue(Network<T> network, ServingOptions options, ServedWeights<T> weights, ServingMetrics metrics)
    {
        int predictors = options.Predictors > 0 ? options.Predictors : NetGenThreads.Default;
        _runners = new PredictionRunner<T>[predictors];
        for (int i = 0; i < predictors; i++)
        {
            Predictor<T> predictor = new(
                network, options.ThreadsPerPredictor, Network<T>.SamplesFor(network.Plan, options.MaxBatchSize));
            _runners[i] = new(this, predictor, weights, metrics);
            _idle.Push(_runners[i]);
        }

        _limit = options.QueueLimit;
        MaxBatchSize = _runners[0].MaxBatchSize;
        _waitTicks = (long)(options.MaxWait.TotalSeconds * Stopwatch.Frequency);
        _timer = _waitTicks > 0
            ? new Timer(static queue => ((PredictionQueue<T>)queue!).Start(), this, Timeout.Infinite, Timeout.Infinite)
            : null;
    }

    /// <summary>Most samples of a batch: what was asked for, or what memory allows.</summary>
    public int MaxBatchSize { get; }

    /// <summary>Requests that wait.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Whether no other request may wait.</summary>
    public bool IsFull => Count >= _limit;

    /// <summary>Puts samples behind those that wait. False where too many do.</summary>
    public bool TryAdd(PendingPrediction<T> pending)
    {
        PredictionRunner<T>? runner;
        lock (_lock)
        {
            if (_count >= _limit)
            {
                return false;
            }

            pending.Since = Stopwatch.GetTimestamp();
            pending.Next = null;
            if (_last is null)
            {
                _first = pending;
            }
            else
            {
                _last.Next = pending;
            }

            _last = pending;
            _count++;
            _samples += pending.Count;
            runner = TakeIdle();
        }

        runner?.Start();
        return true;
    }

    /// <summary>
    /// Takes a batch, all of one length: the oldest, and what fits behind it. False, and the runner is idle, where none is due.
    /// </summary>
    public bool TryTake(PredictionRunner<T> runner, List<PendingPrediction<T>> batch)
    {
        PredictionRunner<T>? another;
        lock (_lock)
        {
            _isStarting = false;
            if (_first is null || !IsDue())
            {
                _idle.Push(runner);
                WakeWhenDue();
                return false;
            }

            int samples = 0;
            PendingPrediction<T>? before = null, next;
            for (PendingPrediction<T>? pending = _first; pending is not null && samples < MaxBatchSize; pending = next)
            {
                next = pending.Next;
                bool fits = batch.Count == 0
                    || (samples + pending.Count <= MaxBatchSize && pending.Lengths.AsSpan().SequenceEqual(batch[0].Lengths));
                if (!fits)
                {
                    before = pending;
                    continue;
                }

                Unlink(before, pending);
                samples += pending.Count;
                batch.Add(pending);
            }

            another = TakeIdle();
        }

        another?.Start();
        return true;
    }

    /// <summary>Ends the predictors. Nobody may wait any more.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        foreach (PredictionRunner<T> runner in _runners)
        {
            runner.Dispose();
        }
    }

    /// <summary>The time of the oldest has come.</summary>
    private void Start()
    {
        PredictionRunner<T>? runner;
        lock (_lock)
        {
            runner = TakeIdle();
        }

        runner?.Start();
    }

    /// <summary>A runner for what is due; none where one is on its way, which takes all that fits.</summary>
    private PredictionRunner<T>? TakeIdle()
    {
        if (_first is null || _idle.Count == 0 || _isStarting)
        {
            return null;
        }

        if (IsDue())
        {
            _isStarting = true;
            return _idle.Pop();
        }

        WakeWhenDue();
        return null;
    }

    private bool IsDue() => _waitTicks == 0 || _samples >= MaxBatchSize || Stopwatch.GetTimestamp() - _first!.Since >= _waitTicks;

    private void WakeWhenDue()
    {
        if (_timer is null || _first is null || _isDisposed)
        {
            return;
        }

        long left = _first.Since + _waitTicks - Stopwatch.GetTimestamp();
        _timer.Change(Math.Max(0, (left * 1000 / Stopwatch.Frequency) + 1), Timeout.Infinite);
    }

    private void Unlink(PendingPrediction<T>? before, PendingPrediction<T> pending)
    {
        if (before is null)
        {
            _first = pending.Next;
        }
        else
        {
            before.Next = pending.Next;
        }

        _last = _last == pending ? before : _last;
        pending.Next = null;
        _count--;
        _samples -= pending.Count;
    }
}
