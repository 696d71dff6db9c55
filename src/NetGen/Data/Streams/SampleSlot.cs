namespace NetGen;

/// <summary>Writes one sample of a <see cref="DataStream"/> into the block that it is part of.</summary>
/// <typeparam name="T">What the sample is made from.</typeparam>
/// <param name="item">What the sample is made from.</param>
/// <param name="sample">Where its values go.</param>
public delegate void SampleWriter<in T>(T item, SampleSlot sample);

/// <summary>The place of one sample in a block: all zeros at first, and gone when its writer returns.</summary>
public readonly ref struct SampleSlot
{
    private readonly SampleBuffer _buffer;
    private readonly int _row;

    internal SampleSlot(SampleBuffer buffer, int row) => (_buffer, _row) = (buffer, row);

    /// <summary>Class of the first target.</summary>
    /// <exception cref="InvalidOperationException">It is no label, or several.</exception>
    public ref int Label => ref _buffer.Single<int>(_buffer.TargetAt(0), _row);

    /// <summary>Value of the first target.</summary>
    /// <exception cref="InvalidOperationException">It is no value, or several.</exception>
    public ref float Target => ref _buffer.Single<float>(_buffer.TargetAt(0), _row);

    /// <summary>The sample's weight.</summary>
    /// <exception cref="InvalidOperationException">The layout has no weight.</exception>
    public ref float Weight => ref _buffer.Single<float>(_buffer.FirstWeight, _row);

    /// <summary>Values of an input.</summary>
    /// <param name="input">Which of them, from 0.</param>
    /// <exception cref="InvalidOperationException">There is no such input, or it is tokens.</exception>
    public Span<float> Values(int input = 0) => _buffer.Row<float>(_buffer.InputAt(input), _row);

    /// <summary>Tokens of an input.</summary>
    /// <param name="input">Which of them, from 0.</param>
    /// <exception cref="InvalidOperationException">There is no such input, or it is values.</exception>
    public Span<int> Tokens(int input = 0) => _buffer.Row<int>(_buffer.InputAt(input), _row);

    /// <summary>Values of a target, or a weight.</summary>
    /// <param name="target">Which of them, from 0.</param>
    /// <exception cref="InvalidOperationException">There is no such target, or it is labels.</exception>
    public Span<float> Targets(int target = 0) => _buffer.Row<float>(_buffer.TargetAt(target), _row);

    /// <summary>Labels of a target.</summary>
    /// <param name="target">Which of them, from 0.</param>
    /// <exception cref="InvalidOperationException">There is no such target, or it is values.</exception>
    public Span<int> Labels(int target = 0) => _buffer.Row<int>(_buffer.TargetAt(target), _row);
}
