using System.Numerics;
using NetGen.Runtime;
using static System.FormattableString;

namespace NetGen;

/// <summary>The samples of one step, for the time of a <see cref="BatchTransform"/>.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
public readonly ref struct TrainingBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IBatchMemory<T> _memory;
    private readonly int[] _lengths;
    private readonly T[] _scratch;

    internal TrainingBatch(IBatchMemory<T> memory, int[] lengths, T[] scratch, int count, BatchRandom random)
    {
        _memory = memory;
        _lengths = lengths;
        _scratch = scratch;
        Count = count;
        Random = random;
    }

    /// <summary>Samples in the batch.</summary>
    public int Count { get; }

    /// <summary>
    /// Random numbers that depend on the trainer's seed, the step and the process alone: a run that is resumed draws the same.
    /// </summary>
    public BatchRandom Random { get; }

    /// <summary>Number of inputs.</summary>
    public int InputCount => _memory.Signature.Inputs.Count;

    /// <summary>Number of targets.</summary>
    public int TargetCount => _memory.Signature.Targets.Count;

    /// <summary>Declared shape of one sample of an input.</summary>
    /// <param name="input">From 0.</param>
    public Shape InputShape(int input = 0) => _memory.Signature.Inputs[input].Shape;

    /// <summary>Whether an input is tokens, and no values.</summary>
    /// <param name="input">From 0.</param>
    public bool IsTokens(int input = 0) => _memory.Signature.Inputs[input].IsTokens;

    /// <summary>Values of an input, sample after sample, channels first.</summary>
    /// <param name="input">From 0.</param>
    /// <exception cref="InvalidOperationException">It is tokens.</exception>
    public Span<T> Inputs(int input = 0)
    {
        InputPlan plan = _memory.Signature.Inputs[input];
        return plan.IsTokens
            ? throw new InvalidOperationException($"{plan.Name} is tokens, which are not values that can be mixed or moved.")
            : _memory.Values(input)[..(Count * plan.SizeAt(_lengths))];
    }

    /// <summary>Tokens of an input, sample after sample.</summary>
    /// <param name="input">From 0.</param>
    /// <exception cref="InvalidOperationException">It is values.</exception>
    public Span<int> Tokens(int input = 0)
    {
        InputPlan plan = _memory.Signature.Inputs[input];
        return plan.IsTokens
            ? _memory.Tokens(input)[..(Count * plan.SizeAt(_lengths))]
            : throw new InvalidOperationException($"{plan.Name} is values of shape {plan.Shape}, not tokens.");
    }

    /// <summary>Tokens that an input may have: they are 0 to this − 1; 0 where it is values.</summary>
    /// <param name="input">From 0.</param>
    public int Vocabulary(int input = 0) => _memory.Signature.Inputs[input].Vocabulary;

    /// <summary>Values of one sample of an input.</summary>
    /// <param name="sample">0 to <see cref="Count"/> − 1.</param>
    /// <param name="input">From 0.</param>
    public Span<T> Sample(int sample, int input = 0) => Part(Inputs(input), sample);

    /// <summary>Whether a target is labels, and no values.</summary>
    /// <param name="target">From 0.</param>
    public bool IsLabels(int target = 0) => _memory.Signature.Targets[target].TakesLabels;

    /// <summary>Labels, one for each sample, or for each of its positions or pixels.</summary>
    /// <param name="target">From 0.</param>
    /// <exception cref="InvalidOperationException">The target is values.</exception>
    public Span<int> Labels(int target = 0)
    {
        TargetPlan plan = _memory.Signature.Targets[target];
        return plan.TakesLabels
            ? _memory.Labels(target)[..(Count * _memory.Signature.SizeOf(plan, _lengths))]
            : throw new InvalidOperationException($"The target of {_memory.Signature.NameOf(plan)} is values, not labels.");
    }

    /// <summary>Target values, sample after sample.</summary>
    /// <param name="target">From 0.</param>
    /// <exception cref="InvalidOperationException">The target is labels.</exception>
    public Span<T> Targets(int target = 0)
    {
        TargetPlan plan = _memory.Signature.Targets[target];
        return plan.TakesLabels
            ? throw new InvalidOperationException(
                $"The target of {_memory.Signature.NameOf(plan)} is labels, which cannot be mixed: write [SoftCrossEntropyLoss] in "
                + "place of [CrossEntropyLoss]; it takes the same data.")
            : _memory.Targets(target)[..(Count * _memory.Signature.SizeOf(plan, _lengths))];
    }

    /// <summary>Memory for the time of the call, without a meaning before.</summary>
    /// <param name="size">Elements: at most those of the largest sample of an input.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is more.</exception>
    public Span<T> Scratch(int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, _scratch.Length);
        return _scratch.AsSpan(0, size);
    }

    /// <summary>The part of a sample in values of all.</summary>
    internal Span<T> Part(Span<T> values, int sample)
    {
        if ((uint)sample >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(nameof(sample), Invariant($"The batch has the samples 0 to {Count - 1}, not {sample}."));
        }

        int size = values.Length / Count;
        return values.Slice(sample * size, size);
    }
}
