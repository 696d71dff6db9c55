using System.Runtime.InteropServices;
using static System.FormattableString;

namespace NetGen;

/// <summary>An array of NumPy: numbers of one type in any number of dimensions, the last one running fastest.</summary>
public sealed class NumPyArray
{
    private readonly NumPyType _type;

    internal NumPyArray(NumPyType type, Shape shape, byte[] bytes) => (_type, Shape, Bytes) = (type, shape, bytes);

    /// <summary>All dimensions; none for a single number.</summary>
    public Shape Shape { get; }

    /// <summary>
    /// <see cref="bool"/>, a whole number of 8 to 64 bits, <see cref="Half"/>, <see cref="float"/> or <see cref="double"/>.
    /// </summary>
    public Type ElementType => _type.Type;

    /// <summary>Whether the numbers are whole by their type; true and false are not.</summary>
    public bool IsInteger => _type.Code[0] is 'i' or 'u';

    /// <summary>The elements' bytes, in the order of this machine.</summary>
    internal byte[] Bytes { get; }

    internal NumPyType Type => _type;

    /// <summary>An array with a copy of values.</summary>
    /// <typeparam name="T">A type that <see cref="ElementType"/> names.</typeparam>
    /// <param name="values">The elements, the last dimension running fastest.</param>
    /// <param name="shape">All dimensions; one, where null.</param>
    /// <exception cref="ArgumentException">There are not as many values as the shape has elements.</exception>
    /// <exception cref="NotSupportedException">NumPy has no such type.</exception>
    public static NumPyArray From<T>(ReadOnlySpan<T> values, Shape? shape = null)
        where T : unmanaged
    {
        shape ??= new Shape(values.Length);
        return shape.Size == values.Length
            ? new(NumPyType.Of(typeof(T)), shape, MemoryMarshal.AsBytes(values).ToArray())
            : throw new ArgumentException(Invariant($"{values.Length} values do not fill the shape {shape}."), nameof(shape));
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, Shape?)"/>
    public static NumPyArray From<T>(T[] values, Shape? shape = null)
        where T : unmanaged => From<T>(values.AsSpan(), shape);

    /// <summary>The elements as they are.</summary>
    /// <typeparam name="T">The <see cref="ElementType"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The elements have another type.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged => ElementBytes.AsSpan<T>(Bytes, ElementType);

    /// <summary>The elements as float, rounded where they are wider; true is 1.</summary>
    /// <exception cref="OverflowException">A double is beyond the range of float.</exception>
    public float[] ToSingles() => ElementBytes.ToSingles(Bytes, ElementType);

    /// <summary>The elements as double, 64-bit numbers rounded; true is 1.</summary>
    public double[] ToDoubles() => ElementBytes.To<double>(Bytes, ElementType);

    /// <summary>The elements as int, for labels and tokens; true is 1.</summary>
    /// <exception cref="InvalidOperationException">The elements are not whole by their type.</exception>
    /// <exception cref="OverflowException">One has more than 32 bits.</exception>
    public int[] ToInt32s()
    {
        if (_type.Code[0] == 'f')
        {
            throw new InvalidOperationException($"The elements are {ElementType.Name}, no whole numbers.");
        }

        long[] wide = ElementBytes.To<long>(Bytes, ElementType);
        int beyond = Array.FindIndex(wide, value => value is < int.MinValue or > int.MaxValue);
        return beyond < 0 && (ElementType != typeof(ulong) || AsSpan<ulong>().IndexOfAnyExceptInRange(0UL, (ulong)int.MaxValue) < 0)
            ? Array.ConvertAll(wide, value => (int)value)
            : throw new OverflowException(Invariant($"Element {Math.Max(beyond, 0)} has more than 32 bits."));
    }

    /// <summary>
    /// The same elements with dimensions in another order: <c>images.Permuted(0, 3, 1, 2)</c> puts channels first that were last.
    /// </summary>
    /// <param name="axes">For each new dimension the number of the old one.</param>
    /// <exception cref="ArgumentException">These are not the numbers of all dimensions, each once.</exception>
    public NumPyArray Permuted(params int[] axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        return axes.Order().SequenceEqual(Enumerable.Range(0, Shape.Count))
            ? new(_type, Shape.Stated([.. axes.Select(axis => Shape[axis])]), AxisOrder.Permute(Bytes, _type.Size, [.. Shape], axes))
            : throw new ArgumentException(
                Invariant($"[{string.Join(", ", axes)}] are not the numbers 0 to {Shape.Count - 1}, each once."), nameof(axes));
    }

    /// <summary>
    /// A column of a dataset, the first dimension being that of the samples: bytes are pixels from 0 to 1, other numbers values.
    /// </summary>
    /// <param name="shape">Shape of a sample; that of the other dimensions, where null, or 1 where there are none.</param>
    /// <exception cref="ArgumentException">There are no whole samples, or a value is not finite.</exception>
    public DataColumn ToValues(Shape? shape = null) =>
        ElementType == typeof(byte) ? DataColumn.Images(Bytes, shape ?? SampleShape)
        : ElementType == typeof(double) ? DataColumn.Values(ToDoubles(), shape ?? SampleShape)
        : DataColumn.Values(ToSingles(), shape ?? SampleShape);

    /// <summary>A column of class labels; with further dimensions one for each position or pixel.</summary>
    /// <param name="classes">Number of classes; where null, the largest label plus one.</param>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    /// <exception cref="InvalidOperationException">The elements are not whole by their type.</exception>
    /// <exception cref="OverflowException">One has more than 32 bits.</exception>
    public DataColumn ToLabels(int? classes = null) => DataColumn.Labels(ToInt32s(), classes, SampleShape.Size);

    /// <summary>A column of token sequences.</summary>
    /// <exception cref="ArgumentException">A token is negative.</exception>
    /// <inheritdoc cref="ToLabels"/>
    public DataColumn ToTokens() => DataColumn.Tokens(ToInt32s(), SampleShape.Size);

    /// <summary>"60000×28×28 Byte".</summary>
    public override string ToString() => $"{Shape} {ElementType.Name}";

    private Shape SampleShape => Shape.Count <= 1 ? new(1) : new([.. Shape.Skip(1)]);
}
