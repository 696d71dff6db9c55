using System.ComponentModel;
using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>A whole training step: forward pass, loss, backward pass and the optimizer's update.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class TrainingProgram<T> : CompiledProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Up to this loss no gradient overflows but where values reach 10³⁰ that the loss does not show. Beyond it, weights are updated when
    /// all gradients are known to be finite, and not with their gradient.
    /// </summary>
    private const double LargestOrdinaryLoss = 1e10;

    private readonly ParameterStore<T> _store;
    private readonly AlignedBuffer<T> _gradients;
    private readonly UpdateGroups<T> _optimizers;
    private readonly FreezeSwitch<T> _frozen;
    private readonly (int Offset, int Size)[] _updatedLast;
    private readonly (int Offset, int Size)[] _all;
    private readonly T[] _statistics;
    private readonly GradientPhases<T>? _phases;
    private readonly WeightPhases<T> _weightPhases;
    private readonly ITeamProgram _update;
    private readonly ParallelStep<T>? _parallel;
    private readonly uint _seed;
    private uint _step;
    private volatile bool _isSkipped;

    /// <summary>Allocates the program's memory; where several processes train, the part of the batch that is this one's.</summary>
    protected TrainingProgram(ParameterStore<T> store, Optimizer optimizer, int capacity, TrainerOptions options, ProgramPlan plan)
        : base(store.Block, new(plan.PanelSize), ParallelStep<T>.CapacityOf(capacity, plan, options), options.Threads, plan)
    {
        _store = store;
        _gradients = new AlignedBuffer<T>(store.TrainedSize);
        _optimizers = new UpdateGroups<T>(store, _gradients, optimizer, options.Groups);
        _frozen = new FreezeSwitch<T>(store, _optimizers.Layout);
        FirstTrained = FrozenStages.FirstTrained(plan, _optimizers.Layout);
        _updatedLast = [.. UpdatedLast(store, plan).Where(range => range.Size > 0)];
        _all = [(0, store.TrainedSize)];
        _statistics = new T[store.Block.Length - store.StatisticsStart];
        _phases = GradientPhases<T>.Of(store, _gradients, _optimizers, options);
        _weightPhases = new WeightPhases<T>(store, _optimizers, options);
        _update = new Updater(this);
        _seed = options.MixedSeed;
        LearningRate = optimizer.Rate;
        _parallel = ParallelStep<T>.Of(store, _gradients, PartLossAt, plan, capacity, options);
    }

    /// <inheritdoc/>
    internal override ParallelRun? Parallel => _parallel;

    /// <inheritdoc/>
    internal override double LossAt(int loss) => _parallel?.LossAt(loss) ?? base.LossAt(loss);

    /// <inheritdoc/>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        Execute(count, lengths);
        return StepResult(count);
    }

    /// <inheritdoc/>
    internal override BatchResult Run(int count, ReadOnlySpan<int> lengths, ReadOnlySpan<T> values)
    {
        Execute(count, lengths, values);
        return StepResult(count);
    }

    private BatchResult StepResult(int count) => _parallel?.Result ?? (Result(count) with { IsSkipped = _isSkipped });

    private protected override void Execute(int count, ReadOnlySpan<int> lengths)
    {
        // Of the last batch of an epoch another process may have all samples.
        if (count > 0 || _parallel is null)
        {
            CheckBatch(count, lengths);
        }

        using (_store.Gate.Change())
        {
            try
            {
                Step(count, lengths);
            }
            finally
            {
                // Behind the step: who packed the weights beside it, by a span it holds, has packed them too early.
                _store.Changed();
            }
        }
    }

    private void Step(int count, ReadOnlySpan<int> lengths)
    {
        _store.Fetch();
        if (_phases is null)
        {
            _optimizers.BeginStep(LearningRate);
        }

        Span<T> statistics = _store.Block.Span[_store.StatisticsStart..];
        statistics.CopyTo(_statistics);
        _isSkipped = false;
        _notFinite = null;
        RunPart(count, lengths);
        bool isOwn = _isSkipped && count > 0;
        if (_parallel is not null)
        {
            _isSkipped = _parallel.Complete(count == 0 ? default : Result(count) with { IsSkipped = isOwn });
        }

        if (_isSkipped)
        {
            _statistics.CopyTo(statistics);
            if (_phases is null)
            {
                _optimizers.TakeBackStep();
            }

            if (isOwn)
            {
                LocateNotFinite(count, lengths, statistics);
            }

            return;
        }

        _parallel?.TakeStatistics();
        foreach ((int offset, int size) in _frozen.Held.Ranges)
        {
            _statistics.AsSpan(offset - _store.StatisticsStart, size).CopyTo(_store.Block.Span[offset..]);
        }

        _step++;
        if (_phases is null)
        {
            FollowUpdate(count);
        }
        else if (_phases.Add(_parallel?.Part.Whole ?? count))
        {
            UpdateAll(count);
        }

        _parallel?.EndStep();
    }

    /// <summary>The gradients of the batch, or of this process's part of it.</summary>
    private void RunPart(int count, ReadOnlySpan<int> lengths)
    {
        if (_parallel is null)
        {
            RunTeam(count, lengths, _step, _seed);
            return;
        }

        _parallel.Sums.Begin();

        // Where processes speak to each other within the step, one without a sample goes through it, too.
        if (count > 0 || Signature.SumsOverProcesses)
        {
            RunTeam(count, lengths, _step, _seed, part: _parallel.Part, meanwhile: _parallel.Sums);
        }
        else
        {
            _gradients.Span.Clear();
        }
    }

    /// <inheritdoc/>
    internal override void FinishUpdate()
    {
        if (_phases is null)
        {
            return;
        }

        using (_store.Gate.Change())
        {
            if (_phases.Flush())
            {
                _store.Fetch();
                UpdateAll(1);
                _store.Changed();
            }
        }
    }

    /// <inheritdoc/>
    internal override UpdateState FetchState() => new(
        new(_optimizers.Steps, _phases?.Batches ?? 0, _phases?.Samples ?? 0, Averaged),
        _phases?.MostBatches ?? 1,
        [
            .. UpdateState.Name(_optimizers.Layout, _optimizers.SlotsOf, _phases?.Mean),
            .. UpdateState.NameAverage(_store, _weightPhases.Average?.Block),
        ],
        _frozen.State) { Draws = _step };

    /// <inheritdoc/>
    internal override void StoreState(UpdateState state)
    {
        _optimizers.Steps = state.Progress.Updates;
        _step = (uint)state.Draws;
        _phases?.GoOn(state.Progress);
        _frozen.State = state.Frozen;
        ComputeWhatIsTrained();
        _weightPhases.GoOn(state.Progress);

        // What reads the average must read it anew.
        _store.Changed();
    }

    /// <inheritdoc/>
    internal override long Averaged => _weightPhases.Average?.Count ?? 0;

    /// <inheritdoc/>
    internal override void AimAtAverage(BatchRunner<T> evaluator) =>
        ((CompiledProgram<T>)evaluator).Aim(Averaged > 0 ? _weightPhases.Average!.Block : _store.Block);

    /// <inheritdoc/>
    internal override AverageCopy? KeepAverage()
    {
        if (_weightPhases.Average is not { } average)
        {
            return null;
        }

        return new AverageCopy<T>(average.Block.Span.ToArray(), Restore) { Count = average.Count };

        void Restore(T[] values, long count)
        {
            values.CopyTo(average.Block.Span);
            average.Count = count;
            _store.Changed();
        }
    }

    /// <inheritdoc/>
    internal override void ApplyAverage()
    {
        using (_store.Gate.Change())
        {
            _store.Fetch();
            _weightPhases.Average!.Block.Span.CopyTo(_store.Block.Span);
            _store.Changed();
        }
    }

    /// <inheritdoc/>
    internal override void SetFrozen(IReadOnlyList<Parameter> parameters, bool isFrozen)
    {
        _frozen.Set(parameters, isFrozen, _optimizers.Steps);
        ComputeWhatIsTrained();
    }

    /// <inheritdoc/>
    internal override bool IsFrozen(Parameter parameter) => _frozen.Has(parameter);

    /// <summary>The update by gradients that went through all phases.</summary>
    private void UpdateAll(int count)
    {
        _optimizers.BeginStep(LearningRate);
        RunTeam(_update, count);
        FollowUpdate(count);
    }

    private void FollowUpdate(int count)
    {
        _weightPhases.RunStages();
        if (_weightPhases.Average?.Begin(_optimizers.Steps, Epoch) == true)
        {
            RunTeam(_weightPhases.Average, count);
        }
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<T> Gradient(Parameter parameter)
    {
        ParameterRange range = _store.TrainedRangeOf(parameter);
        return range.Offset < _store.TrainedSize ? _gradients.Span.Slice(range.Offset, range.Shape.Size) : new T[range.Shape.Size];
    }

    /// <summary>The first of <see cref="ProgramPlan.TrainedStages"/> that has weights to update.</summary>
    protected int FirstTrained { get; private set; }

    /// <summary>From the next step on; gradients that are not computed any more are zeros.</summary>
    private void ComputeWhatIsTrained()
    {
        FirstTrained = FrozenStages.FirstTrained(Signature, _optimizers.Layout);
        _optimizers.ClearFrozen();
    }

    /// <summary>The gradient of a parameter.</summary>
    protected ref T GradientAt(int offset) => ref _gradients.At(offset);

    /// <summary>Weights that are updated with their gradient.</summary>
    /// <param name="offset">The first in the block of parameters.</param>
    protected WeightUpdate<T> UpdateAt(int offset) => new(_optimizers, _gradients, offset, !MayUpdateEarly, _parallel?.Sums);

    /// <summary>
    /// The optimizer's update of all that is not updated yet, after all gradients are known; nothing where the loss or one of them is not
    /// finite.
    /// </summary>
    protected void Update(Worker worker)
    {
        worker.Sync();
        while (worker.TakesShare())
        {
            if (!double.IsFinite(Loss) || _optimizers.SawNotFinite || !AreFinite(worker, UpdatedNow))
            {
                _isSkipped = true;
            }
        }

        worker.Sync();
        if (_phases is null)
        {
            UpdateNow(worker);
        }
    }

    private void UpdateNow(Worker worker)
    {
        while (worker.TakesShare())
        {
            foreach ((int offset, int size) in _isSkipped ? [] : UpdatedNow)
            {
                (int start, int end) = worker.Split(size, 64);
                if (end > start)
                {
                    _optimizers.Update(offset + start, end - start);
                }
            }
        }
    }

    /// <summary>Of this step: known to all workers where weights are updated.</summary>
    private double Loss => Signature.LossOffset < 0 ? 0 : double.CreateTruncating(VectorAt(Signature.LossOffset));

    private bool MayUpdateEarly => _phases is null && Math.Abs(Loss) <= LargestOrdinaryLoss;

    private (int Offset, int Size)[] UpdatedNow => MayUpdateEarly ? _updatedLast : _all;

    private bool AreFinite(Worker worker, (int Offset, int Size)[] ranges)
    {
        foreach ((int offset, int size) in ranges)
        {
            (int start, int end) = worker.Split(size, 64);
            if (!Finite.All<T>(_gradients.Span[(offset + start)..(offset + end)]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The update as a program of its own.</summary>
    private sealed class Updater(TrainingProgram<T> program) : ITeamProgram
    {
        public void Run(Worker worker)
        {
            program.UpdateNow(worker);
            program._optimizers.UpdateMatrices(worker);
        }
    }

    /// <summary>What is not updated early: neighbouring parameters as one.</summary>
    private static IEnumerable<(int Offset, int Size)> UpdatedLast(ParameterStore<T> store, ProgramPlan plan)
    {
        ParameterRange[] trained = [.. store.Trained.Where(range => range.Offset < store.TrainedSize).OrderBy(range => range.Offset)];
        int start = 0;
        for (int i = 0; i < trained.Length; i++)
        {
            if (plan.UpdatedEarly.Any(places => places.Contains(trained[i].Offset)))
            {
                yield return (start, trained[i].Offset - start);

                // What lies between two parameters is nobody's: from the next on, vectors are whole.
                start = i + 1 < trained.Length ? trained[i + 1].Offset : store.TrainedSize;
            }
        }

        yield return (start, store.TrainedSize - start);
    }
}
