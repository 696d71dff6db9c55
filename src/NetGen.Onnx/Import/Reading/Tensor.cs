using static Onnx.TensorProto.Types;

namespace NetGen.Onnx.Import.Reading;

/// <summary>A constant: numbers of one type in an array, row by row.</summary>
/// <remarks>Half precision is kept as float, booleans and whole numbers as long: unsigned ones of 64 bits by their bits.</remarks>
internal sealed class Tensor
{
    /// <summary>Most elements: an array's limit, and enough for any weight.</summary>
    public const long MostElements = (1L << 31) - 1;

    private readonly float[]? _singles;
    private readonly double[]? _doubles;
    private readonly long[]? _integers;

    public Tensor(DataType type, int[] dims, float[] values) => (Type, Dims, _singles) = (type, dims, values);

    public Tensor(DataType type, int[] dims, double[] values) => (Type, Dims, _doubles) = (type, dims, values);

    public Tensor(DataType type, int[] dims, long[] values) => (Type, Dims, _integers) = (type, dims, values);

    public DataType Type { get; }

    public int[] Dims { get; }

    /// <summary>The initializer whose numbers these are, in whatever order: a weight of the model; null for what is computed.</summary>
    public string? Source { get; init; }

    public int Count => _singles?.Length ?? _doubles?.Length ?? _integers!.Length;

    public bool IsInteger => _integers is not null;

    /// <summary>An element as a number.</summary>
    public double this[int index] => _singles is not null ? _singles[index]
        : _doubles is not null ? _doubles[index]
        : Type == DataType.Uint64 ? (ulong)_integers![index] : _integers![index];

    /// <summary>A single number.</summary>
    public static Tensor Scalar(DataType type, double value) => Of(type, [], _ => value);

    /// <summary>A tensor of shapes and places.</summary>
    public static Tensor Integers(params long[] values) => new(DataType.Int64, [values.Length], values);

    /// <summary>Computed element by element, rounded to the type.</summary>
    public static Tensor Of(DataType type, int[] dims, Func<int, double> value)
    {
        int count = dims.Aggregate(1, static (product, dim) => checked(product * dim));
        if (type == DataType.Double)
        {
            double[] doubles = new double[count];
            for (int i = 0; i < count; i++)
            {
                doubles[i] = value(i);
            }

            return new Tensor(type, dims, doubles);
        }

        if (!IsFloat(type))
        {
            return OfIntegers(type, dims, i => ToInteger(value(i)));
        }

        float[] singles = new float[count];
        for (int i = 0; i < count; i++)
        {
            singles[i] = (float)value(i);
        }

        return new Tensor(type, dims, singles);
    }

    /// <summary>The same of whole numbers.</summary>
    public static Tensor OfIntegers(DataType type, int[] dims, Func<int, long> value)
    {
        long[] integers = new long[dims.Aggregate(1, static (product, dim) => checked(product * dim))];
        for (int i = 0; i < integers.Length; i++)
        {
            integers[i] = Wrap(type, value(i));
        }

        return new Tensor(type, dims, integers);
    }

    /// <summary>Whether numbers of the type have fractions.</summary>
    public static bool IsFloat(DataType type) => type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;

    /// <summary>A whole element.</summary>
    public long Integer(int index) => _integers is not null ? _integers[index] : ToInteger(this[index]);

    /// <summary>The whole elements of a shape, of axes or of places.</summary>
    public long[] ToIntegers() => [.. Enumerable.Range(0, Count).Select(Integer)];

    /// <summary>Whether no element is NaN or infinite.</summary>
    public bool AllFinite() => IsInteger
        || (_singles is not null ? Array.TrueForAll(_singles, float.IsFinite) : Array.TrueForAll(_doubles!, double.IsFinite));

    public float[] ToSingles() => _singles ?? [.. Enumerable.Range(0, Count).Select(i => (float)this[i])];

    public double[] ToDoubles() => _doubles ?? [.. Enumerable.Range(0, Count).Select(i => this[i])];

    /// <summary>The same elements as another shape.</summary>
    public Tensor Reshaped(params int[] dims) => _singles is not null ? new Tensor(Type, dims, _singles) { Source = Source }
        : _doubles is not null ? new Tensor(Type, dims, _doubles) { Source = Source }
        : new Tensor(Type, dims, _integers!) { Source = Source };

    /// <summary>The same elements as an initializer's.</summary>
    public Tensor From(string initializer) => _singles is not null ? new Tensor(Type, Dims, _singles) { Source = initializer }
        : _doubles is not null ? new Tensor(Type, Dims, _doubles) { Source = initializer }
        : new Tensor(Type, Dims, _integers!) { Source = initializer };

    /// <summary>Whether the numbers are those of the same initializer in the same order and shape.</summary>
    public bool IsSameAs(Tensor other) => Source is not null && Source == other.Source && Dims.SequenceEqual(other.Dims)
        && (_singles is not null && other._singles is { } singles
            ? _singles.AsSpan().SequenceEqual(singles)
            : ToDoubles().AsSpan().SequenceEqual(other.ToDoubles()));

    /// <summary>Elements of this one in another place: element i of the result is element <paramref name="from"/>(i).</summary>
    public Tensor Moved(int[] dims, Func<int, int> from)
    {
        int count = dims.Aggregate(1, static (product, dim) => checked(product * dim));
        return _singles is not null ? new Tensor(Type, dims, Take(_singles)) { Source = Source }
            : _doubles is not null ? new Tensor(Type, dims, Take(_doubles)) { Source = Source }
            : new Tensor(Type, dims, Take(_integers!)) { Source = Source };

        T[] Take<T>(T[] values)
        {
            T[] moved = new T[count];
            for (int i = 0; i < count; i++)
            {
                moved[i] = values[from(i)];
            }

            return moved;
        }
    }

    /// <summary>As numbers of another type.</summary>
    public Tensor As(DataType type) => type == Type ? this
        : type == DataType.Bool ? OfIntegers(type, Dims, i => this[i] != 0 ? 1 : 0)
        : IsFloat(type) || !IsInteger ? Of(type, Dims, i => this[i])
        : OfIntegers(type, Dims, Integer);

    private static long ToInteger(double value) => double.IsNaN(value) ? 0 : value >= long.MaxValue ? long.MaxValue : (long)value;

    private static long Wrap(DataType type, long value) => type switch
    {
        DataType.Int8 => (sbyte)value,
        DataType.Uint8 => (byte)value,
        DataType.Int16 => (short)value,
        DataType.Uint16 => (ushort)value,
        DataType.Int32 => (int)value,
        DataType.Uint32 => (uint)value,
        _ => value,
    };
}
