using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>The transforms of one trainer.</summary>
internal sealed class BatchTransforms<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchRunner<T> _runner;
    private readonly TrainerOptions _options;
    private readonly T[] _scratch;
    private readonly int[] _lengths;
    private readonly BatchRandom _random = new();

    /// <param name="runner">Has the batch in its staging buffers.</param>
    /// <param name="options">Which, and their seed.</param>
    public BatchTransforms(BatchRunner<T> runner, TrainerOptions options)
    {
        _runner = runner;
        _options = options;
        _scratch = new T[runner.Signature.Inputs.Max(input => input.IsTokens ? 0 : input.Shape.Size)];
        _lengths = new int[runner.Signature.Lengths.Count];
    }

    /// <summary>Changes the staged batch.</summary>
    /// <param name="count">Its samples.</param>
    /// <param name="lengths">Positions of its sequences.</param>
    /// <param name="step">The trainer's step, from 0.</param>
    public void Apply(int count, ReadOnlySpan<int> lengths, long step)
    {
        lengths.CopyTo(_lengths);
        for (int i = 0; i < _options.Transforms.Count; i++)
        {
            // Each has numbers of its own, so that one more does not change what the others draw.
            _random.Begin(_options.Seed, (step * 64) + i);
            _options.Transforms[i].Apply(new TrainingBatch<T>(_runner, _lengths, _scratch, count, _random));
        }
    }
}
