using NetGen.Runtime;

namespace NetGen;

/// <summary>Memory for all that a program takes of a batch.</summary>
/// <typeparam name="T">The program's number type.</typeparam>
internal sealed class StagedBatch<T> : IBatchMemory<T>
    where T : unmanaged
{
    private readonly AlignedBuffer<T>[] _values;
    private readonly AlignedBuffer<int>[] _tokens;
    private readonly AlignedBuffer<T>[] _targets;
    private readonly AlignedBuffer<int>[] _labels;

    /// <param name="plan">What the program takes.</param>
    /// <param name="capacity">Most samples.</param>
    public StagedBatch(ProgramPlan plan, int capacity)
    {
        Signature = plan;
        int[] lengths = [.. plan.Lengths];
        _values = [.. plan.Inputs.Select(input => new AlignedBuffer<T>(input.IsTokens ? 0 : (long)input.Shape.Size * capacity))];
        _tokens = [.. plan.Inputs.Select(input => new AlignedBuffer<int>(input.IsTokens ? (long)input.Shape.Size * capacity : 0))];
        _targets =
        [
            .. plan.Targets.Select(target => new AlignedBuffer<T>(
                target.TakesLabels ? 0 : (long)plan.SizeOf(target, lengths) * capacity)),
        ];
        _labels =
        [
            .. plan.Targets.Select(target => new AlignedBuffer<int>(
                target.TakesLabels ? (long)plan.SizeOf(target, lengths) * capacity : 0)),
        ];
    }

    /// <inheritdoc/>
    public ProgramPlan Signature { get; }

    /// <inheritdoc/>
    public Span<T> Values(int input) => _values[input].Span;

    /// <inheritdoc/>
    public Span<int> Tokens(int input) => _tokens[input].Span;

    /// <inheritdoc/>
    public Span<int> Labels(int target) => _labels[target].Span;

    /// <inheritdoc/>
    public Span<T> Targets(int target) => _targets[target].Span;

    /// <summary>A value of an input; kernels take it as the beginning of a block.</summary>
    public ref T ValueAt(int input, nint place) => ref _values[input].At(place);

    /// <inheritdoc cref="ValueAt"/>
    public ref int TokenAt(int input, nint place) => ref _tokens[input].At(place);

    /// <inheritdoc cref="ValueAt"/>
    public ref int LabelAt(int target, nint place) => ref _labels[target].At(place);

    /// <inheritdoc cref="ValueAt"/>
    public ref T TargetAt(int target, nint place) => ref _targets[target].At(place);

    /// <summary>Copies a batch to where a program reads it.</summary>
    /// <param name="memory">Of a program of the same plan.</param>
    /// <param name="count">Samples.</param>
    /// <param name="lengths">Positions of its sequences.</param>
    public void CopyTo(IBatchMemory<T> memory, int count, ReadOnlySpan<int> lengths)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            int size = count * Signature.Inputs[i].SizeAt(lengths);
            Head(Values(i), size).CopyTo(memory.Values(i));
            Head(Tokens(i), size).CopyTo(memory.Tokens(i));
        }

        for (int i = 0; i < _targets.Length; i++)
        {
            int size = count * Signature.SizeOf(Signature.Targets[i], lengths);
            Head(Targets(i), size).CopyTo(memory.Targets(i));
            Head(Labels(i), size).CopyTo(memory.Labels(i));
        }
    }

    /// <summary>The first elements; none of memory that the kind of data has none of.</summary>
    private static Span<TElement> Head<TElement>(Span<TElement> elements, int count) => elements.IsEmpty ? elements : elements[..count];
}
