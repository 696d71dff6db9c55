namespace NetGen;

/// <summary>What an IDX file holds: numbers of one type in an array of one or more dimensions, the samples outermost.</summary>
public sealed class IdxArray
{
    internal IdxArray(Shape shape, Type elementType, byte[] bytes)
    {
        Shape = shape;
        ElementType = elementType;
        Bytes = bytes;
    }

    /// <summary>All dimensions, for example 60000×28×28.</summary>
    public Shape Shape { get; }

    /// <summary>Number of samples: the first dimension.</summary>
    public int Count => Shape[0];

    /// <summary>Shape of one sample: the other dimensions.</summary>
    public Shape SampleShape => new([.. Shape.Skip(1)]);

    /// <summary>
    /// <see cref="byte"/>, <see cref="sbyte"/>, <see cref="short"/>, <see cref="int"/>, <see cref="float"/> or <see cref="double"/>.
    /// </summary>
    public Type ElementType { get; }

    /// <summary>Whether the numbers are whole by their type.</summary>
    public bool IsInteger => IsIntegerType(ElementType);

    /// <summary>The elements' bytes, in the order of this machine.</summary>
    internal byte[] Bytes { get; }

    /// <summary>The elements as they are, the last dimension running fastest.</summary>
    /// <typeparam name="T">The <see cref="ElementType"/>.</typeparam>
    /// <exception cref="InvalidOperationException">The elements have another type.</exception>
    public ReadOnlySpan<T> AsSpan<T>()
        where T : unmanaged => ElementBytes.AsSpan<T>(Bytes, ElementType);

    /// <summary>The elements as float, rounded where they are wider.</summary>
    /// <exception cref="OverflowException">A double is beyond the range of float.</exception>
    public float[] ToSingles() => ElementBytes.ToSingles(Bytes, ElementType);

    /// <summary>The elements as double.</summary>
    public double[] ToDoubles() => ElementBytes.To<double>(Bytes, ElementType);

    /// <summary>The elements as int, for labels and tokens.</summary>
    /// <exception cref="InvalidOperationException">The elements are not whole by their type.</exception>
    public int[] ToInt32s() =>
        IsInteger
            ? ElementBytes.To<int>(Bytes, ElementType)
            : throw new InvalidOperationException($"The elements are {ElementType.Name}, no whole numbers.");

    /// <summary>"60000×28×28 Byte".</summary>
    public override string ToString() => $"{Shape} {ElementType.Name}";

    internal static bool IsIntegerType(Type elementType) => elementType != typeof(float) && elementType != typeof(double);
}
