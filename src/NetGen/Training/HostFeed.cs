using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Puts each batch where the program reads it and waits for its step. Where there is something to hide, the next batch is read and changed
/// beside the step: what it draws depends on the step alone, so that nothing else changes by it.
/// </summary>
internal sealed class HostFeed<T> : EpochFeed<T>
    where T : unmanaged
{
    private readonly BatchRunner<T> _runner;
    private readonly IBatchChange<T>? _change;
    private readonly BatchAhead<T>? _ahead;
    private readonly int _batchSize;
    private BatchLoader<T> _loader;
    private int[] _order = [];
    private Func<int, double> _rateOf = _ => 0;
    private int _step;
    private bool _isPending;
    private BatchResult _result;
    private double _rate;

    /// <param name="runner">The program.</param>
    /// <param name="loader">Where the batches come from.</param>
    /// <param name="change">What is done with them; null for nothing.</param>
    /// <param name="readsAhead">Whether reading alone is worth hiding, as it is where a device runs the steps.</param>
    public HostFeed(BatchRunner<T> runner, BatchLoader<T> loader, IBatchChange<T>? change = null, bool readsAhead = false)
    {
        (_runner, _loader, _change) = (runner, loader, change);
        _batchSize = runner.Parallel?.BatchSize ?? runner.Capacity;
        _ahead = change is null && !readsAhead ? null : new(new(runner.Signature, runner.Capacity), Prepare);
    }

    /// <inheritdoc/>
    public override int Pending => _isPending ? 1 : 0;

    /// <summary>Takes the batches from elsewhere, from the next epoch or block on.</summary>
    public void GoOnWith(BatchLoader<T> loader)
    {
        _ahead?.Cancel();
        _loader = loader;
    }

    /// <inheritdoc/>
    public override void BeginEpoch(int[] order, Func<int, double> rateOf)
    {
        _ahead?.Cancel();
        (_order, _rateOf, _step, _isPending) = (order, rateOf, 0, false);
        _change?.BeginEpoch();
        _ahead?.Begin(0);
    }

    /// <inheritdoc/>
    public override void BeginStep()
    {
        ReadOnlySpan<int> samples = PartOf(_step, out BatchPart part);
        if (_ahead is null)
        {
            _loader.Load(samples, _runner);
        }
        else
        {
            _ahead.Finish();
            _ahead.Memory = _runner.Exchange(_ahead.Memory, part.Count, _loader.Lengths);
            if ((_step + 1L) * _batchSize < _order.Length)
            {
                _ahead.Begin(_step + 1);
            }
        }

        _rate = _rateOf(_step);
        _runner.Parallel?.Part = part;
        _result = _runner.Run(part.Count, _loader.Lengths);
        _step++;
        _isPending = true;
    }

    /// <inheritdoc/>
    public override bool TryTake(bool wait, out BatchResult result, out double rate)
    {
        (bool taken, _isPending) = (_isPending, false);
        (result, rate) = (_result, _rate);
        return taken;
    }

    /// <inheritdoc/>
    public override void Abandon() => _isPending = false;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _ahead?.Dispose();
        base.Dispose();
    }

    /// <summary>The samples of a batch, or those that are this process's.</summary>
    private ReadOnlySpan<int> PartOf(int step, out BatchPart part)
    {
        int start = step * _batchSize, whole = Math.Min(_batchSize, _order.Length - start);
        part = _runner.Parallel?.PartOf(whole) ?? new(0, whole, whole);
        return _order.AsSpan(start + part.First, part.Count);
    }

    private void Prepare(int step, StagedBatch<T> memory)
    {
        ReadOnlySpan<int> samples = PartOf(step, out BatchPart part);
        _loader.Load(samples, memory);
        if (part.Count > 0)
        {
            _change?.Apply(memory, part.Count, _loader.Lengths, step);
        }
    }
}
