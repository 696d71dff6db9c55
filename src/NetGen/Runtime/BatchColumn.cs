using System.ComponentModel;

namespace NetGen.Runtime;

/// <summary>One input or target of a batch, on its way from a user's record to a program: values, or integers (tokens, labels).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BatchColumn<T>
    where T : unmanaged
{
    private readonly ReadOnlyMemory<T> _values;
    private readonly ReadOnlyMemory<int> _integers;

    private BatchColumn(ReadOnlyMemory<T> values, ReadOnlyMemory<int> integers, bool isIntegers)
    {
        _values = values;
        _integers = integers;
        IsIntegers = isIntegers;
    }

    internal bool IsIntegers { get; }

    internal int Count => IsIntegers ? _integers.Length : _values.Length;

    internal ReadOnlySpan<T> Values => _values.Span;

    internal ReadOnlySpan<int> Integers => _integers.Span;

    /// <summary>Values of an input or target.</summary>
    public static implicit operator BatchColumn<T>(ReadOnlyMemory<T> values) => new(values, default, false);

    /// <summary>Tokens of an input, or labels of a target.</summary>
    public static implicit operator BatchColumn<T>(ReadOnlyMemory<int> integers) => new(default, integers, true);
}
