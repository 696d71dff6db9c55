using System.Numerics;

namespace NetGen.Runtime;

/// <summary>A whole training step: forward pass, loss, backward pass and the optimizer's update.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class TrainingProgram<T> : CompiledProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;
    private readonly AlignedBuffer<T> _gradients;
    private readonly OptimizerState<T> _optimizer;
    private readonly (int Offset, int Size)[] _updatedLast;
    private readonly uint _seed;
    private uint _step;

    /// <summary>Allocates the program's memory.</summary>
    protected TrainingProgram(ParameterStore<T> store, Optimizer optimizer, int capacity, TrainerOptions options, ProgramPlan plan)
        : base(store.Block, capacity, options.Threads, plan)
    {
        _store = store;
        _gradients = new AlignedBuffer<T>(store.TrainedSize);
        _optimizer = optimizer.CreateState<T>(store.TrainedSize);
        _updatedLast = [.. UpdatedLast(store, plan)];
        _seed = options.MixedSeed;
        LearningRate = optimizer.Rate;
    }

    /// <inheritdoc/>
    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        Execute(count, lengths);
        return Result(count);
    }

    /// <inheritdoc/>
    internal override BatchResult Run(int count, ReadOnlySpan<int> lengths, ReadOnlySpan<T> values)
    {
        Execute(count, lengths, values);
        return Result(count);
    }

    private protected override void Execute(int count, ReadOnlySpan<int> lengths)
    {
        _store.Fetch();
        _optimizer.BeginStep(LearningRate);
        _store.Changed();
        RunTeam(count, lengths, _step++, _seed);
    }

    /// <inheritdoc/>
    internal override ReadOnlySpan<T> Gradient(Parameter parameter) => _store.RangeOf(parameter) is { IsTrained: true } range
        ? _gradients.Span.Slice(range.Offset, range.Shape.Size)
        : throw new ArgumentException($"{parameter.Name} is not trained by this trainer.", nameof(parameter));

    /// <summary>The gradient of a parameter.</summary>
    protected ref T GradientAt(int offset) => ref _gradients.At(offset);

    /// <summary>Weights that are updated with their gradient.</summary>
    /// <param name="offset">The first in the block of parameters.</param>
    protected WeightUpdate<T> UpdateAt(int offset) => new(_optimizer, _store.Block, _gradients, offset);

    /// <summary>One worker's share of the optimizer's update of all that is not updated yet, after all gradients are known.</summary>
    protected void Update(Worker worker)
    {
        worker.Sync();
        foreach ((int offset, int size) in _updatedLast)
        {
            (int start, int end) = worker.Split(size, 64);
            if (end > start)
            {
                Range range = (offset + start)..(offset + end);
                _optimizer.Update(_store.Block.Span[range], _gradients.Span[range], offset + start);
            }
        }
    }

    /// <summary>What is not updated early: neighbouring parameters as one.</summary>
    private static IEnumerable<(int Offset, int Size)> UpdatedLast(ParameterStore<T> store, ProgramPlan plan)
    {
        int start = 0;
        foreach (ParameterRange early in store.Trained.Where(range => plan.UpdatedEarly.Any(places => places.Contains(range.Offset))).OrderBy(range => range.Offset))
        {
            yield return (start, early.Offset - start);
            start = early.Offset + early.Shape.Size;
        }

        yield return (start, store.TrainedSize - start);
    }
}
