using System.Numerics;
using ILGPU;
using ILGPU.Runtime;
using NetGen.Runtime;

namespace NetGen.Ilgpu;

/// <summary>A whole training step on a device: forward pass, loss, backward pass and the optimizer's update.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract partial class IlgpuTrainingProgram<T> : IlgpuProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>More than the steps that are begun or planned at once.</summary>
    private const int KnownSteps = 2 * StepTable.Slots;

    private readonly MemoryBuffer1D<T, Stride1D.Dense> _gradients;
    private readonly DeviceUpdates<T> _updates;
    private readonly DevicePhases<T> _phases;
    private readonly FreezeSwitch<T> _frozen;
    private readonly UpdateLayout _layout;
    private readonly DeviceWeightPhases<T> _weightPhases;
    private readonly MemoryBuffer1D<T, Stride1D.Dense> _statistics;
    private readonly int _batchesOfUpdate;
    private readonly uint _seed;

    // Before each step, by its number: steps are planned ahead, and may be taken back.
    private readonly UpdateProgress[] _progress = new UpdateProgress[KnownSteps];
    private IlgpuInferenceProgram<T>? _evaluator;
    private T[] _gradientCopy = [];
    private StateCopies<T>? _copies;
    private long _step;

    /// <summary>Allocates the program's memory on the device.</summary>
    /// <param name="store">The network's parameters.</param>
    /// <param name="optimizer">How a step changes them.</param>
    /// <param name="capacity">Most samples in a step.</param>
    /// <param name="options">The seed; threads are the device's affair.</param>
    /// <param name="device">Where it runs.</param>
    /// <param name="plan">What the compiler decided about its memory.</param>
    /// <exception cref="IlgpuDeviceException">The device has too little memory, or cannot be opened.</exception>
    /// <exception cref="ArgumentException">
    /// A group of the options has no parameter, or a parameter an optimizer that cannot update it.
    /// </exception>
    protected IlgpuTrainingProgram(
        ParameterStore<T> store, Optimizer optimizer, int capacity, TrainerOptions options, IlgpuDevice device, ProgramPlan plan)
        : base(store, ParallelStep<T>.CapacityOf(capacity, plan, options), device, plan)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        try
        {
            _gradients = Own(device.Allocate<T>(store.TrainedSize));
            _statistics = Own(device.Allocate<T>(store.Block.Length - store.StatisticsStart));
            UpdateLayout layout = UpdateLayout.Of(store, optimizer, options.Groups);
            _updates = Own(new DeviceUpdates<T>(device, layout, UpdateBounds<T>.Of(store, layout)));
            _frozen = new FreezeSwitch<T>(store, layout);
            _layout = layout;
            PrepareSets();
            UpdatedParameters<T> updated = UpdatedParameters<T>.Of(store, layout, options.Seed);
            _phases = Own(new DevicePhases<T>(
                Queue, store, Table, _gradients.View.BaseView, Parameters.View, updated, layout, options));
            _weightPhases = Own(new DeviceWeightPhases<T>(Queue, Table, Parameters.View, updated, options));
            _sums = new AlignedBuffer<T>(options.Parallel is null ? 0 : store.TrainedSize);
            _parallel = ParallelStep<T>.Of(store, _sums, base.LossAt, plan, capacity, options);
        }
        catch
        {
            Dispose();
            throw;
        }

        _batchesOfUpdate = options.GradientAccumulation;
        _seed = options.MixedSeed;
        object? own = _phases.OwnStage ?? (object?)_weightPhases.OwnStage;
        PlainReason = own is null ? null : $"{own.GetType().Name} runs on the host.";
        LearningRate = optimizer.Rate;
    }

    /// <summary>Grows where the kernels of a step are other ones than before, or their arguments.</summary>
    internal int Version { get; private set; }

    /// <summary>Why steps are not replayed as a recorded graph; null where they are, or where none was recorded yet.</summary>
    public string? PlainReason { get; internal set; }

    /// <inheritdoc/>
    internal override BatchRunner<T>? Evaluator => IsDisposed ? null : _evaluator ??= Own(CreateInference(Capacity));

    /// <summary>One step over the staged batch; waits for its result.</summary>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        using (Store.Gate.Change())
        {
            SetBatch(count, lengths, _parallel?.Part.Whole ?? 0);
            UploadBatch();
            Table.ClearHalt();
            Table.BeginWindow();
            AddRow(0, Whole, LearningRate, start: 0, slot: 0);
            Table.Upload();
            CountStep();
            Enqueue(null);
            Table.Read(1);
            BatchResult result = _parallel?.Result ?? ResultAt(0, count);
            TakeBack(result.IsSkipped ? 1 : 0);
            EndParallelStep(result.IsSkipped);
            return result;
        }
    }

    /// <inheritdoc/>
    internal override void FinishUpdate()
    {
        UpdateProgress progress = ProgressAt(_step);
        if (progress.IsUpdated)
        {
            return;
        }

        using (Store.Gate.Change())
        {
            Parameters.PrepareChange(Queue.Stream);
            Table.BeginWindow();
            UpdateProgress behind = progress.Complete();
            Span<T> scalars = Table.Add((uint)_step, _seed, 0, 0);
            scalars[StepTable.AverageShare] = _weightPhases.Plan(ref behind, Epoch);
            _updates.SetFactors(LearningRate, behind.Updates, scalars[StepTable.FirstFactor..]);
            Table.Upload();
            Table.Advance();
            _phases.EnqueueRest(progress.Updates);
            EnqueueUpdate();
            _weightPhases.Enqueue(behind.Updates, _phases.Hold);
            ProgressAt(_step) = behind;
        }
    }

    /// <inheritdoc/>
    internal override UpdateState FetchState()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _copies ??= new StateCopies<T>(
            _updates, _phases.IsAccumulating ? _phases.Mean : null, Store, _weightPhases.IsAveraging ? _weightPhases.Average : null);
        _copies.Download(Queue);
        return new(ProgressAt(_step), _batchesOfUpdate, _copies.Tensors, _frozen.State) { Draws = _step };
    }

    /// <inheritdoc/>
    internal override void StoreState(UpdateState state)
    {
        _copies!.Upload(Queue);
        _step = state.Draws;
        ProgressAt(_step) = state.Progress;
        _frozen.State = state.Frozen;
        PrepareSets();
    }

    /// <inheritdoc/>
    internal override void SetFrozen(IReadOnlyList<Parameter> parameters, bool isFrozen)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        _frozen.Set(parameters, isFrozen, ProgressAt(_step).Updates);
        PrepareSets();
    }

    /// <inheritdoc/>
    internal override bool IsFrozen(Parameter parameter) => _frozen.Has(parameter);

    /// <inheritdoc/>
    internal override long Averaged => ProgressAt(_step).Averaged;

    /// <inheritdoc/>
    internal override void AimAtAverage(BatchRunner<T> evaluator)
    {
        Queue.Synchronize();
        ((IlgpuProgram<T>)evaluator).Weights = Averaged > 0 ? _weightPhases.Average : null;
    }

    /// <inheritdoc/>
    internal override AverageCopy? KeepAverage()
    {
        if (!_weightPhases.IsAveraging)
        {
            return null;
        }

        T[] copy = new T[Store.Block.Length];
        _weightPhases.Average.CopyToCPU(Queue.Stream, copy);
        return new AverageCopy<T>(copy, Restore) { Count = Averaged };

        void Restore(T[] values, long count)
        {
            _weightPhases.Average.CopyFromCPU(Queue.Stream, values);
            ProgressAt(_step) = ProgressAt(_step) with { Averaged = count };
        }
    }

    /// <inheritdoc/>
    internal override void ApplyAverage()
    {
        using (Store.Gate.Change())
        {
            Parameters.PrepareChange(Queue.Stream);
            _weightPhases.Average.CopyTo(Queue.Stream, Parameters.View);
        }
    }

    /// <summary>The gradient of a parameter.</summary>
    protected ArrayView<T> GradientAt(int offset) => _gradients.View.BaseView.SubView((long)offset);

    /// <summary>Makes the forward pass that evaluates during training; implemented by generated code.</summary>
    /// <param name="capacity">Most samples at once.</param>
    protected abstract IlgpuInferenceProgram<T> CreateInference(int capacity);

    /// <summary>
    /// Keeps the data on the device where it takes no more than half of the free memory; else, and as one of several processes, each batch
    /// is staged.
    /// </summary>
    internal override EpochFeed<T> CreateFeed(BatchLoader<T> loader) =>
        _parallel is null && ResidentData<T>.SizeOf(loader) <= Device.FreeMemory / 2
            ? new DeviceFeed<T>(this, loader)
            : new HostFeed<T>(this, loader, readsAhead: true);

    /// <inheritdoc/>
    internal override ReadOnlySpan<T> Gradient(Parameter parameter)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ParameterRange range = Store.TrainedRangeOf(parameter);
        if (range.Offset >= Store.TrainedSize)
        {
            return new T[range.Shape.Size];
        }

        _gradientCopy = _gradientCopy.Length > 0 ? _gradientCopy : new T[Store.TrainedSize];
        Span<T> copy = _gradientCopy.AsSpan(range.Offset, range.Shape.Size);
        GradientAt(range.Offset).SubView(0, copy.Length).CopyToCPU(Queue.Stream, copy);
        return copy;
    }

    /// <inheritdoc/>
    internal override NonFinite? FindNotFinite()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Store.Fetch();
        return NotFinite(NonFiniteKind.Weight, Store.Parameters, parameter => parameter.AsSpan<T>())
            ?? NotFinite(NonFiniteKind.Gradient, Store.Parameters.Where(parameter => parameter.IsTrained).Reverse(), Gradient);
    }

    private static NonFinite? NotFinite(NonFiniteKind kind, IEnumerable<Parameter> parameters, GetValues values)
    {
        foreach (Parameter parameter in parameters)
        {
            ReadOnlySpan<T> read = values(parameter);
            for (int i = 0; i < read.Length; i++)
            {
                if (!T.IsFinite(read[i]))
                {
                    return new NonFinite(kind, parameter.Name, i);
                }
            }
        }

        return null;
    }

    private delegate ReadOnlySpan<T> GetValues(Parameter parameter);

    /// <summary>Adds the row of a coming step to the table's window.</summary>
    /// <param name="ahead">Steps until it, from the next one.</param>
    /// <param name="samples">Of its batch.</param>
    /// <param name="rate">Its learning rate.</param>
    /// <param name="start">Where its batch begins in the order.</param>
    /// <param name="slot">Where its result is kept.</param>
    internal void AddRow(int ahead, int samples, double rate, int start, int slot)
    {
        if (!double.IsFinite(rate) || rate < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "The learning rate must be a finite number, at least 0.");
        }

        long step = _step + ahead;
        UpdateProgress before = ProgressAt(step), behind = before.Add(samples, _batchesOfUpdate);
        T averageShare = _weightPhases.Plan(ref behind, Epoch);
        ProgressAt(step + 1) = behind;
        Span<T> scalars = Table.Add((uint)step, _seed, start, slot, behind.IsUpdated, _parallel?.Part.First ?? 0);
        scalars[StepTable.Share] = T.CreateChecked((double)samples / (before.Samples + samples));
        scalars[StepTable.AverageShare] = averageShare;
        _updates.SetFactors(rate, before.Updates + 1, scalars[StepTable.FirstFactor..]);
    }

    /// <summary>Counts a step that is about to be enqueued.</summary>
    internal void CountStep()
    {
        Parameters.PrepareChange(Queue.Stream);
        _step++;
    }

    /// <summary>Takes back the last steps: they changed nothing.</summary>
    internal void TakeBack(int steps) => _step -= steps;

    /// <summary>Enqueues a step; its row must have been uploaded.</summary>
    /// <param name="data">Where its batch is gathered from; null where it is staged.</param>
    internal void Enqueue(ResidentData<T>? data)
    {
        UpdateProgress behind = ProgressAt(_step);
        Table.Advance();
        if (data is not null)
        {
            GatherBatch(data);
        }

        int statistics = Store.Block.Length - Store.StatisticsStart;
        Guard(StepKernels.KeepStatistics<T>, Parameters.View, Store.StatisticsStart, statistics);
        RecordPart();
        Guard(StepKernels.CheckGradients<T>, _gradients.View.BaseView, 0, Store.TrainedSize);
        Guard(StepKernels.RestoreStatistics<T>, Parameters.View, Store.StatisticsStart, statistics);
        foreach ((int offset, int size) in _frozen.Held.Ranges)
        {
            Guard(StepKernels.PutBackStatistics<T>, Parameters.View, offset, size, offset - Store.StatisticsStart);
        }

        try
        {
            _phases.Enqueue(behind.IsUpdated ? behind.Updates - 1 : -1);
        }
        catch (Exception) when (behind.IsUpdated)
        {
            // A stage of the user's own threw: its update does not take place.
            ProgressAt(_step) = behind with { Updates = behind.Updates - 1, Averaged = ProgressAt(_step - 1).Averaged };
            throw;
        }

        EnqueueUpdate();
        _weightPhases.Enqueue(behind.IsUpdated ? behind.Updates : 0, _phases.Hold);
        Queue.Launch(
            StepKernels.KeepHalt, new Index3D(1, 1, 1), 1, new HaltArguments { Clock = Clock, Halt = Table.Halt, Hits = Table.Hits });
    }

    private void EnqueueUpdate() => _updates.Update(Queue, Parameters.View, _gradients.View.BaseView, Table.Factors, _phases.Hold);

    /// <summary>The first of <see cref="ProgramPlan.TrainedStages"/> that has weights to update.</summary>
    protected int FirstTrained { get; private set; }

    /// <summary>Makes steps to come go by what is frozen now; gradients that are not computed any more are zeros.</summary>
    private void PrepareSets()
    {
        Table.Resize(_updates.FactorCount);
        _updates.UploadSets(Queue);
        FirstTrained = FrozenStages.FirstTrained(Signature, _layout);
        foreach (UpdatedParameter parameter in _layout.Parameters.Where(parameter => _layout.IsFrozen(parameter.Offset)))
        {
            _gradients.View.SubView(parameter.Offset, parameter.Shape.Size).MemSetToZero(Queue.Stream);
        }

        Version++;
    }

    private ref UpdateProgress ProgressAt(long step) => ref _progress[step % KnownSteps];

    private void Guard(Action<GuardArguments<T>> kernel, ArrayView<T> block, int start, int count, int keptStart = 0)
    {
        if (count > 0)
        {
            Queue.LaunchOver(count, kernel, new GuardArguments<T>
            {
                Count = count,
                Halt = Table.Halt,
                Values = block.SubView(start, count),
                Kept = _statistics.View.BaseView.SubView(keptStart, _statistics.Length - keptStart),
            });
        }
    }
}
