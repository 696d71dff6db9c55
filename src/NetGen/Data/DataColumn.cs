using static System.FormattableString;

namespace NetGen;

/// <summary>One value of every sample of a <see cref="Dataset"/>, of one shape: an input or a target. Immutable.</summary>
public abstract class DataColumn
{
    private protected DataColumn(int count, Shape shape)
    {
        if (count < 1)
        {
            throw new ArgumentException("A dataset has at least one sample.");
        }

        Count = count;
        Shape = shape;
    }

    /// <summary>Number of samples: at least 1.</summary>
    public int Count { get; }

    /// <summary>Shape of one sample.</summary>
    public Shape Shape { get; }

    /// <summary>A column of values. The array is kept, not copied: leave it unchanged.</summary>
    /// <param name="values">Samples one after the other: [count × shape].</param>
    /// <param name="shape">Shape of one sample, channels first for images, (length, features) for sequences.</param>
    /// <exception cref="ArgumentException">The values are no whole samples, or one is not finite.</exception>
    public static DataColumn Values(float[] values, Shape shape) => Values(values, shape, "value", nameof(values));

    /// <inheritdoc cref="Values(float[], Shape)"/>
    public static DataColumn Values(double[] values, Shape shape) => Values(values, shape, "value", nameof(values));

    /// <summary>
    /// A column of images that stay bytes in memory and become byte · <paramref name="scale"/> + <paramref name="shift"/> on read. The
    /// pixels are kept, not copied: leave them unchanged.
    /// </summary>
    /// <param name="pixels">Images one after the other: [count × shape].</param>
    /// <param name="shape">Shape of one image, channels first.</param>
    /// <param name="scale">Factor of a pixel.</param>
    /// <param name="shift">Added after scaling.</param>
    /// <exception cref="ArgumentException">The pixels are no whole images, or scale, shift or a value is not finite.</exception>
    public static DataColumn Images(byte[] pixels, Shape shape, float scale = 1 / 255f, float shift = 0)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (!float.IsFinite(scale) || !float.IsFinite(shift))
        {
            throw new ArgumentException(Invariant($"Scale {scale} and shift {shift} must be finite."), nameof(scale));
        }

        int size = SizeOf(pixels.Length, shape);
        CheckFinite(pixels, size, scale, shift);
        return new ValueColumn(new ByteRows(pixels, size, scale, shift), pixels.Length / size, shape);
    }

    /// <summary>A column of token sequences of one length. The tokens are kept, not copied: leave them unchanged.</summary>
    /// <param name="tokens">Sequences one after the other: [count × length]; 0 or more each.</param>
    /// <param name="length">Tokens of one sample.</param>
    /// <exception cref="ArgumentException">The tokens are no whole samples, or one is negative.</exception>
    public static DataColumn Tokens(int[] tokens, int length)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        int size = SizeOf(tokens.Length, new Shape(length));
        int bound = CheckIntegers(tokens, size, null, "token");
        return new IntegerColumn(tokens, 0, size, size, tokens.Length / size, bound, isLabels: false);
    }

    /// <summary>A column of class labels.</summary>
    /// <param name="labels">Labels from 0: [count × perSample].</param>
    /// <param name="classes">Number of classes; where null, the largest label plus one.</param>
    /// <param name="perSample">Labels of one sample: more than 1 where a network gives scores for each pixel or position.</param>
    /// <exception cref="ArgumentException">The labels are no whole samples, or one is out of range.</exception>
    public static DataColumn Labels(int[] labels, int? classes = null, int perSample = 1)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (classes is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(classes), Invariant($"{classes} is no number of classes."));
        }

        int[] copy = [.. labels];
        int size = SizeOf(copy.Length, new Shape(perSample));
        int bound = CheckIntegers(copy, size, classes, "label");
        return new IntegerColumn(copy, 0, size, size, copy.Length / size, bound, isLabels: true);
    }

    /// <summary>
    /// A weight for each sample, for losses with <see cref="CriterionAttribute.SampleWeights"/>; the array is kept, not copied.
    /// </summary>
    /// <param name="weights">Any finite numbers.</param>
    /// <exception cref="ArgumentException">One is not finite.</exception>
    public static DataColumn Weights(float[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        CheckFinite<float>(weights, 1, "weight", nameof(weights));
        return new ValueColumn(new FloatRows(weights, 1), weights.Length, new Shape(1)) { IsWeights = true };
    }

    /// <summary>Values that are called <paramref name="what"/> where one is refused.</summary>
    internal static DataColumn Values(float[] values, Shape shape, string what, string name)
    {
        ArgumentNullException.ThrowIfNull(values);
        int size = SizeOf(values.Length, shape);
        CheckFinite<float>(values, size, what, name);
        return new ValueColumn(new FloatRows(values, size), values.Length / size, shape);
    }

    /// <inheritdoc cref="Values(float[], Shape, string, string)"/>
    internal static DataColumn Values(double[] values, Shape shape, string what, string name)
    {
        ArgumentNullException.ThrowIfNull(values);
        int size = SizeOf(values.Length, shape);
        CheckFinite<double>(values, size, what, name);
        return new ValueColumn(new DoubleRows(values, size), values.Length / size, shape);
    }

    /// <summary>Tokens in overlapping sequences: sample i begins at <paramref name="first"/> + i · <paramref name="stride"/>.</summary>
    internal static DataColumn Windows(int[] tokens, int first, int stride, int length, int count, int bound, bool isLabels) =>
        new IntegerColumn(tokens, first, stride, length, count, bound, isLabels);

    /// <summary>
    /// The smallest number that all are below, or <paramref name="bound"/>; the samples are numbered from <paramref name="first"/>.
    /// </summary>
    /// <exception cref="ArgumentException">One is negative or too large.</exception>
    internal static int CheckIntegers(ReadOnlySpan<int> values, int perSample, int? bound, string what, long first = 0)
    {
        int largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] < 0 || values[i] >= (bound ?? int.MaxValue))
            {
                string place = perSample == 1 ? "" : Invariant($" at position {i % perSample}");
                string range = bound is int limit ? Invariant($"0 to {limit - 1}") : "0 or more";
                throw new ArgumentException(
                    Invariant($"Sample {first + (i / perSample)} has {what} {values[i]}{place}; {what}s are {range}."), what + "s");
            }

            largest = Math.Max(largest, values[i]);
        }

        return bound ?? largest + 1;
    }

    /// <summary>For people: "1×28×28", "64 tokens", "10 classes".</summary>
    internal abstract string Description { get; }

    /// <exception cref="ArgumentException">The elements are no whole samples of the shape.</exception>
    private static int SizeOf(int elements, Shape shape)
    {
        int size = CheckShape(shape);
        return elements % size == 0
            ? size
            : throw new ArgumentException($"{Words.Are(elements, "value")} no whole number of samples of {Words.Elements(shape)}.");
    }

    /// <summary>Elements of a shape.</summary>
    internal static int CheckShape(Shape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.All(dimension => dimension > 0)
            ? shape.Size
            : throw new ArgumentException($"The shape {shape} has a dimension below 1.", nameof(shape));
    }

    /// <summary>Lets through finite values; the samples are numbered from <paramref name="first"/>.</summary>
    /// <exception cref="ArgumentException">One is not finite.</exception>
    internal static void CheckFinite<T>(ReadOnlySpan<T> values, int size, string what, string name, long first = 0)
        where T : unmanaged
    {
        if (ValueChecks.FirstNotFinite(values) is >= 0 and int i)
        {
            throw new ArgumentException(
                Invariant($"Sample {first + (i / size)} has the {what} {values[i]} at element {i % size}; {what}s must be finite."), name);
        }
    }

    /// <summary>Values of bytes lie between those of 0 and 255.</summary>
    private static void CheckFinite(byte[] pixels, int size, float scale, float shift)
    {
        if (float.IsFinite(ByteRows.ValueOf(0, scale, shift)) && float.IsFinite(ByteRows.ValueOf(255, scale, shift)))
        {
            return;
        }

        int i = Array.FindIndex(pixels, pixel => !float.IsFinite(ByteRows.ValueOf(pixel, scale, shift)));
        if (i >= 0)
        {
            throw new ArgumentException(
                Invariant($"Sample {i / size} has the byte {pixels[i]} at element {i % size}: ")
                    + Invariant($"times {scale} plus {shift} it is more than a float holds."),
                nameof(pixels));
        }
    }
}

/// <summary>Values, read as float or double.</summary>
internal sealed class ValueColumn(Rows rows, int count, Shape shape) : DataColumn(count, shape)
{
    public Rows Rows => rows;

    /// <summary>Whether it is made as weights of samples: then it serves as nothing else.</summary>
    public bool IsWeights { get; init; }

    internal override string Description => $"{Shape}";
}

/// <summary>Tokens or labels.</summary>
/// <param name="values">All of them.</param>
/// <param name="first">Where sample 0 begins.</param>
/// <param name="stride">From the beginning of one sample to the next.</param>
/// <param name="size">Of one sample.</param>
/// <param name="count">Samples.</param>
/// <param name="bound">All are below it.</param>
/// <param name="isLabels">Whether they were given as classes; it changes nothing but the description.</param>
internal sealed class IntegerColumn(int[] values, int first, int stride, int size, int count, int bound, bool isLabels)
    : DataColumn(count, new Shape(size))
{
    public int Size => size;

    /// <summary>Whether they were given as classes.</summary>
    public bool IsLabels => isLabels;

    /// <summary>All integers are below it: the number of classes.</summary>
    public int Bound => bound;

    /// <summary>The integers of all rows, which may overlap.</summary>
    public ReadOnlySpan<int> All => values;

    public ReadOnlySpan<int> this[int row] => values.AsSpan(StartOf(row), size);

    /// <summary>How many rows, itself included, a row shares elements with in one direction; 1 where each has its own.</summary>
    public int Reach => (int)(((long)size + stride - 1) / stride);

    /// <summary>Where a row begins in <see cref="All"/>.</summary>
    public int StartOf(int row) => first + (row * stride);

    internal override string Description => !isLabels
        ? Words.Counted(size, "token")
        : Words.Counted(bound, "class") + (size == 1 ? "" : Invariant($" at each of {size} positions"));
}
