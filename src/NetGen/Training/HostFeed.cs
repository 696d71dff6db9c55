using NetGen.Runtime;

namespace NetGen;

/// <summary>Copies each batch into the program's staging buffers and waits for its step.</summary>
/// <param name="runner">The program.</param>
/// <param name="loader">Where the batches come from.</param>
/// <param name="transform">Changes a staged batch of so many samples.</param>
internal sealed class HostFeed<T>(BatchRunner<T> runner, BatchLoader<T> loader, Action<int>? transform = null) : EpochFeed<T>
    where T : unmanaged
{
    private int[] _order = [];
    private Func<int, double> _rateOf = _ => 0;
    private int _step;
    private bool _isPending;
    private BatchResult _result;
    private double _rate;

    /// <inheritdoc/>
    public override int Pending => _isPending ? 1 : 0;

    /// <inheritdoc/>
    public override void BeginEpoch(int[] order, Func<int, double> rateOf) =>
        (_order, _rateOf, _step, _isPending) = (order, rateOf, 0, false);

    /// <inheritdoc/>
    public override void BeginStep()
    {
        int start = _step * runner.Capacity;
        ReadOnlySpan<int> batch = _order.AsSpan(start, Math.Min(runner.Capacity, _order.Length - start));
        loader.Load(batch);
        _rate = _rateOf(_step);
        transform?.Invoke(batch.Length);
        _result = runner.Run(batch.Length, loader.Lengths);
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
}
