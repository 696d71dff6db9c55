using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>The transforms of one trainer.</summary>
internal sealed class BatchTransforms<T> : IBatchChange<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainerOptions _options;
    private readonly Func<long> _steps;
    private readonly T[] _scratch;
    private readonly int[] _lengths;
    private readonly BatchRandom _random = new();
    private long _first;

    /// <param name="plan">What a batch is made of.</param>
    /// <param name="options">Which, and their seed.</param>
    /// <param name="steps">Steps that the trainer has done.</param>
    public BatchTransforms(ProgramPlan plan, TrainerOptions options, Func<long> steps)
    {
        _options = options;
        _steps = steps;
        _scratch = new T[plan.Inputs.Max(input => input.IsTokens ? 0 : ScratchSize(input.Shape))];
        _lengths = new int[plan.Lengths.Count];
    }

    /// <inheritdoc/>
    public void BeginEpoch() => _first = _steps();

    /// <inheritdoc/>
    public void Apply(IBatchMemory<T> memory, int count, ReadOnlySpan<int> lengths, int step)
    {
        lengths.CopyTo(_lengths);
        for (int i = 0; i < _options.Transforms.Count; i++)
        {
            // Each has numbers of its own, so that one more does not change what the others draw.
            _random.Begin(_options.Seed, ((_first + step) * 64) + i, _options.Parallel?.Rank ?? 0);
            _options.Transforms[i].Apply(new TrainingBatch<T>(memory, _lengths, _scratch, count, _random));
        }
    }

    /// <summary>For a sample, or for a plane of it with a border.</summary>
    private static int ScratchSize(Shape shape) =>
        shape.Count == 3 ? Math.Max(shape.Size, Sampling<T>.PaddedSize(shape[1], shape[2])) : shape.Size;
}
