using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Ilgpu;

/// <summary>The layout of <see cref="StepTable{T}"/>: fields of a row and of the clock.</summary>
internal static class StepTable
{
    /// <summary>The step's number: the stream of its random numbers.</summary>
    public const int Step = 0;

    /// <summary>The seed: the key of the random numbers.</summary>
    public const int Seed = 1;

    /// <summary>Samples of its batch that are other processes' and come before: random numbers go by all.</summary>
    public const int SamplesBefore = 2;

    /// <summary>Where its batch begins in the epoch's order.</summary>
    public const int Start = 3;

    /// <summary>Where its loss and hits are kept.</summary>
    public const int Slot = 4;

    /// <summary>Whether its batch is the last of an update.</summary>
    public const int IsUpdate = 5;

    /// <summary>Fields of a row.</summary>
    public const int RowSize = 6;

    /// <summary>Among the scalars: the batch's share of the samples of its update so far.</summary>
    public const int Share = 0;

    /// <summary>The weights' share of their average after the step; 0 where none is made. Behind it are the optimizers' factors.</summary>
    public const int AverageShare = 1;

    /// <summary>The first of the optimizers' factors.</summary>
    public const int FirstFactor = 2;

    /// <summary>Rows in one upload.</summary>
    public const int WindowRows = 16;

    /// <summary>Most steps begun whose results were not read.</summary>
    public const int Slots = 256;
}

/// <summary>
/// What differs from step to step. The host writes the rows of some steps ahead into a window and uploads it; the device moves one row
/// into the clock at the start of each step. Results are kept in slots until the host reads them all.
/// </summary>
internal sealed class StepTable<T> : IDisposable
    where T : unmanaged
{
    /// <summary>More windows than can be under way: each holds a row at least, and steps under way are bounded.</summary>
    private const int Windows = StepTable.Slots + 2;

    private const int WindowSize = 1 + (StepTable.WindowRows * StepTable.RowSize);

    private readonly KernelQueue _queue;
    private int _scalarCount;
    private readonly int _lossCount;
    private readonly HostBlock<uint> _hostRows;
    private HostBlock<T> _hostScalars;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _rows;
    private MemoryBuffer1D<T, Stride1D.Dense> _scalarRows;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _clock;
    private readonly MemoryBuffer1D<uint, Stride1D.Dense> _halt;
    private MemoryBuffer1D<T, Stride1D.Dense> _scalars;
    private readonly StagedBlock<T> _losses;
    private readonly StagedBlock<int> _hits;
    private readonly StagedBlock<int> _left;
    private int _window;
    private int _filled;

    /// <summary>Allocates everything.</summary>
    /// <param name="queue">The stream.</param>
    /// <param name="factors">The optimizers' factors in a step.</param>
    /// <param name="losses">Losses kept of a step: their sum first.</param>
    public StepTable(KernelQueue queue, int factors = 0, int losses = 1)
    {
        _queue = queue;
        _lossCount = losses;
        _scalarCount = StepTable.FirstFactor + factors;
        IlgpuDevice device = queue.Device;
        _hostRows = new HostBlock<uint>(device, Windows * WindowSize);
        _hostScalars = new HostBlock<T>(device, Windows * StepTable.WindowRows * _scalarCount);
        _rows = device.Allocate<uint>(WindowSize);
        _scalarRows = device.Allocate<T>(StepTable.WindowRows * _scalarCount);
        _clock = device.Allocate<uint>(StepTable.RowSize);
        _halt = device.Allocate<uint>(1);
        _scalars = device.Allocate<T>(_scalarCount);
        _losses = new StagedBlock<T>(device, StepTable.Slots * losses);
        _hits = new StagedBlock<int>(device, StepTable.Slots);
        _left = new StagedBlock<int>(device, StepTable.Slots);
    }

    /// <summary>The current step's row.</summary>
    public ArrayView<uint> Clock => _clock.View.BaseView;

    /// <summary>
    /// One element: whether updates are stopped, since the loss or a gradient of this step or one before it is not finite.
    /// </summary>
    public ArrayView<uint> Halt => _halt.View.BaseView;

    /// <summary>The current step's scalars.</summary>
    public ArrayView<T> Scalars => _scalars.View.BaseView;

    /// <summary>The optimizers' factors among them.</summary>
    public ArrayView<T> Factors => Scalars.SubView(StepTable.FirstFactor, _scalarCount - StepTable.FirstFactor);

    /// <summary>The losses of the steps under way, those of a step behind each other.</summary>
    public ArrayView<T> Losses => _losses.View;

    /// <summary>Their right answers; the complement, which is negative, of those that updated nothing.</summary>
    public ArrayView<int> Hits => _hits.View;

    /// <summary>Their answers that were not judged.</summary>
    public ArrayView<int> Left => _left.View;

    /// <summary>Makes room for so many factors of the optimizers in a step. Waits for all steps; rows must be added again.</summary>
    public void Resize(int factors)
    {
        if (_scalarCount == StepTable.FirstFactor + factors)
        {
            return;
        }

        _queue.Synchronize();
        _hostScalars.Dispose();
        _scalarRows.Dispose();
        _scalars.Dispose();
        _scalarCount = StepTable.FirstFactor + factors;
        _hostScalars = new HostBlock<T>(_queue.Device, Windows * StepTable.WindowRows * _scalarCount);
        _scalarRows = _queue.Device.Allocate<T>(StepTable.WindowRows * _scalarCount);
        _scalars = _queue.Device.Allocate<T>(_scalarCount);
    }

    /// <summary>Begins to fill the next window.</summary>
    public void BeginWindow()
    {
        _window = (_window + 1) % Windows;
        _filled = 0;
        _hostRows.Span[_window * WindowSize] = 0;
    }

    /// <summary>Adds a row and gives its scalars to fill.</summary>
    public Span<T> Add(uint step, uint seed, int start, int slot, bool isUpdate = true, int samplesBefore = 0)
    {
        Span<uint> row = _hostRows.Span.Slice((_window * WindowSize) + 1 + (_filled * StepTable.RowSize), StepTable.RowSize);
        row[StepTable.Step] = step;
        row[StepTable.Seed] = seed;
        row[StepTable.SamplesBefore] = (uint)samplesBefore;
        row[StepTable.Start] = (uint)start;
        row[StepTable.Slot] = (uint)slot;
        row[StepTable.IsUpdate] = isUpdate ? 1u : 0u;
        Span<T> scalars = _hostScalars.Span.Slice(((_window * StepTable.WindowRows) + _filled) * _scalarCount, _scalarCount);
        _filled++;
        return scalars;
    }

    /// <summary>Enqueues the upload of the window's rows: its first is the next step's.</summary>
    public void Upload()
    {
        int rows = 1 + (_filled * StepTable.RowSize), scalars = _filled * _scalarCount;
        _hostRows.CopyTo(_queue.Stream, _rows.View.BaseView.SubView(0, rows), _window * WindowSize);
        _hostScalars.CopyTo(_queue.Stream, _scalarRows.View.BaseView.SubView(0, scalars), _window * StepTable.WindowRows * _scalarCount);
    }

    /// <summary>Enqueues the step from one row to the next.</summary>
    public void Advance() => _queue.Launch(StepKernels.Advance<T>, new Index3D(1, 1, 1), 1, new AdvanceArguments<T>
    {
        Rows = _rows.View.BaseView,
        ScalarCount = _scalarCount,
        ScalarRows = _scalarRows.View.BaseView,
        Clock = Clock,
        Scalars = Scalars,
        Hits = Hits,
        Left = Left,
    });

    /// <summary>Stops updates from here on, as a loss that is not finite does.</summary>
    public void SetHalt() => Halt.CopyFromCPU(_queue.Stream, [1u]);

    /// <summary>Lets updates go on.</summary>
    public void ClearHalt() => Halt.MemSetToZero(_queue.Stream);

    /// <summary>Waits for all steps and reads the first slots, or all of them.</summary>
    public void Read(int slots)
    {
        _losses.Download(_queue.Stream, 0, slots * _lossCount);
        _hits.Download(_queue.Stream, 0, slots);
        _left.Download(_queue.Stream, 0, slots);
        _queue.Synchronize();
    }

    /// <summary>Hits and what was not judged of a slot that was read.</summary>
    public (int Hits, int Left) this[int slot] => (_hits.Host[slot], _left.Host[slot]);

    /// <summary>A loss of a slot that was read; 0 is the sum.</summary>
    public T LossAt(int slot, int loss) => _losses.Host[(slot * _lossCount) + loss];

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _scalarRows.Dispose();
        _clock.Dispose();
        _halt.Dispose();
        _scalars.Dispose();
        _losses.Dispose();
        _hits.Dispose();
        _left.Dispose();
        _hostRows.Dispose();
        _hostScalars.Dispose();
    }
}
