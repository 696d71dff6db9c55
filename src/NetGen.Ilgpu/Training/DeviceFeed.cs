using System.Diagnostics;
using System.Numerics;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>
/// Feeds epochs to a program from data that lies on its device. Steps are enqueued one behind the other; the host waits only to read
/// the results of all that are under way, about ten times a second.
/// </summary>
internal sealed class DeviceFeed<T> : EpochFeed<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int FirstAhead = 2;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly IlgpuTrainingProgram<T> _program;
    private readonly WeightGate _gate;
    private readonly ResidentData<T> _data;
    private readonly int[] _lengths;
    private readonly RecordedStep<T> _recorded;
    private readonly double[] _rates = new double[StepTable.Slots];
    private readonly int[] _counts = new int[StepTable.Slots];
    private int[] _order = [];
    private Func<int, double> _rateOf = _ => 0;
    private long _intervalStart;
    private int _ahead = FirstAhead;
    private int _begun;
    private int _rows;
    private int _taken;
    private int _known;
    private int _version;

    /// <summary>Uploads the data.</summary>
    public DeviceFeed(IlgpuTrainingProgram<T> program, BatchLoader<T> loader)
    {
        _program = program;
        _gate = program.Gate;
        _data = new ResidentData<T>(program.Queue, loader, program.Signature);
        _lengths = loader.Lengths.ToArray();
        _recorded = new RecordedStep<T>(program, _data);
    }

    /// <inheritdoc/>
    public override int Pending => _begun - _taken;

    /// <inheritdoc/>
    public override void BeginEpoch(int[] order, Func<int, double> rateOf)
    {
        using WeightGate.Scope change = _gate.Change();
        _program.Queue.Synchronize();
        _program.Table.ClearHalt();
        _data.Order(_program.Queue, order);
        (_order, _rateOf, _begun, _rows, _taken, _known) = (order, rateOf, 0, 0, 0, 0);
        _intervalStart = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void BeginStep()
    {
        using WeightGate.Scope change = _gate.Change();
        if (_begun == _rows || _version != _program.Version)
        {
            _rows = _begun;
            _version = _program.Version;
            FillWindow();
        }

        int count = CountOf(_begun);
        _counts[_begun % StepTable.Slots] = count;
        _program.SetBatch(count, _lengths);
        _program.CountStep();
        _begun++;
        _recorded.Enqueue(isFull: count == _program.Capacity);
    }

    /// <inheritdoc/>
    public override bool TryTake(bool wait, out BatchResult result, out double rate)
    {
        using WeightGate.Scope change = _gate.Change();
        if (_known == _taken && Pending > 0 && (wait || Pending >= _ahead))
        {
            ReadAll();
        }

        if (_known == _taken)
        {
            (result, rate) = (default, 0);
            return false;
        }

        int slot = _taken % StepTable.Slots;
        (result, rate) = (_program.ResultAt(slot, _counts[slot]), _rates[slot]);
        _taken++;
        return true;
    }

    /// <inheritdoc/>
    public override void Abandon()
    {
        using WeightGate.Scope change = _gate.Change();
        _program.TakeBack(Pending + 1);
        _program.Table.ClearHalt();
        _taken = _known = _begun;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        using WeightGate.Scope change = _gate.Change();
        _program.Queue.Synchronize();
        _program.Table.ClearHalt();
        _recorded.Dispose();
        _data.Dispose();
        base.Dispose();
    }

    private int CountOf(int step) => Math.Min(_program.Capacity, _order.Length - (step * _program.Capacity));

    /// <summary>Writes the rows of the next steps.</summary>
    private void FillWindow()
    {
        _program.Table.BeginWindow();
        for (int i = 0; i < StepTable.WindowRows && (long)_rows * _program.Capacity < _order.Length; i++, _rows++)
        {
            double rate;
            try
            {
                rate = _rateOf(_rows);
            }
            catch (Exception) when (i > 0)
            {
                // The steps before it come first; then its schedule is asked again.
                break;
            }

            int slot = _rows % StepTable.Slots;
            _program.AddRow(i, CountOf(_rows), rate, _rows * _program.Capacity, slot);
            _rates[slot] = rate;
        }

        _program.Table.Upload();
    }

    /// <summary>Waits for all steps under way, and finds how many take about the interval.</summary>
    private void ReadAll()
    {
        _program.Table.Read(StepTable.Slots);
        _known = _begun;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_intervalStart);
        double steps = Pending * (Interval / TimeSpan.FromTicks(Math.Max(elapsed.Ticks, 1)));
        _ahead = (int)Math.Clamp(steps, FirstAhead, Math.Min(StepTable.Slots, 2 * _ahead));
        _intervalStart = Stopwatch.GetTimestamp();
    }
}
