using System.Numerics;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// Samples to train and evaluate on: each has inputs of one shape and either a class label or target values.
/// Immutable; the views made by <see cref="Take"/> and <see cref="Split"/> share its data.
/// </summary>
public sealed class Dataset
{
    private readonly Rows _inputs;
    private readonly int[]? _labels;
    private readonly Rows? _targets;

    // Row of each sample in the shared data; null where sample i is row i.
    private readonly int[]? _view;

    private Dataset(int count, Shape inputShape, Rows inputs, int[]? labels, int classes, Rows? targets, int[]? view)
    {
        Count = count;
        InputShape = inputShape;
        Classes = classes;
        _inputs = inputs;
        _labels = labels;
        _targets = targets;
        _view = view;
    }

    /// <summary>Number of samples: at least 1.</summary>
    public int Count { get; }

    /// <summary>Shape of one sample's inputs, without the batch, for example 1×28×28 (channels first).</summary>
    public Shape InputShape { get; }

    /// <summary>Number of classes where the samples have labels, which are 0 to <see cref="Classes"/> − 1; else 0.</summary>
    public int Classes { get; }

    /// <summary>Target values of one sample; 0 where the samples have labels.</summary>
    public int TargetSize => _targets?.RowSize ?? 0;

    /// <summary>Makes a dataset of samples with class labels. The inputs are kept, not copied: leave them unchanged.</summary>
    /// <param name="inputs">Samples one after the other: [labels.Length × inputShape].</param>
    /// <param name="labels">Class of each sample, from 0.</param>
    /// <param name="inputShape">Shape of one sample.</param>
    /// <param name="classes">Number of classes; where null, the largest label plus one.</param>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or an input is not finite.</exception>
    public static Dataset FromArrays(float[] inputs, int[] labels, Shape inputShape, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        int size = CheckInputs(inputs.Length, labels.Length, inputShape);
        CheckFinite<float>(inputs, size, nameof(inputs));
        int[] copy = [.. labels];
        return new(copy.Length, inputShape, new FloatRows(inputs, size), copy, CountClasses(copy, classes), null, null);
    }

    /// <inheritdoc cref="FromArrays(float[], int[], Shape, int?)"/>
    public static Dataset FromArrays(double[] inputs, int[] labels, Shape inputShape, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        int size = CheckInputs(inputs.Length, labels.Length, inputShape);
        CheckFinite<double>(inputs, size, nameof(inputs));
        int[] copy = [.. labels];
        return new(copy.Length, inputShape, new DoubleRows(inputs, size), copy, CountClasses(copy, classes), null, null);
    }

    /// <summary>Makes a dataset of samples with target values. The arrays are kept, not copied: leave them unchanged.</summary>
    /// <param name="inputs">Samples one after the other: [count × inputShape].</param>
    /// <param name="targets">Target values, sample after sample: [count × targetSize].</param>
    /// <param name="inputShape">Shape of one sample.</param>
    /// <param name="targetSize">Target values of one sample.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public static Dataset FromArrays(float[] inputs, float[] targets, Shape inputShape, int targetSize)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        int count = CheckTargets(targets.Length, targetSize);
        int size = CheckInputs(inputs.Length, count, inputShape);
        CheckFinite<float>(inputs, size, nameof(inputs));
        CheckFinite<float>(targets, targetSize, nameof(targets));
        return new(count, inputShape, new FloatRows(inputs, size), null, 0, new FloatRows(targets, targetSize), null);
    }

    /// <inheritdoc cref="FromArrays(float[], float[], Shape, int)"/>
    public static Dataset FromArrays(double[] inputs, double[] targets, Shape inputShape, int targetSize)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        int count = CheckTargets(targets.Length, targetSize);
        int size = CheckInputs(inputs.Length, count, inputShape);
        CheckFinite<double>(inputs, size, nameof(inputs));
        CheckFinite<double>(targets, targetSize, nameof(targets));
        return new(count, inputShape, new DoubleRows(inputs, size), null, 0, new DoubleRows(targets, targetSize), null);
    }

    /// <summary>
    /// Makes a dataset of images that stay bytes in memory and become byte · <paramref name="scale"/> + <paramref name="shift"/> on read.
    /// The pixels are kept, not copied: leave them unchanged.
    /// </summary>
    /// <param name="pixels">Images one after the other: [labels.Length × inputShape].</param>
    /// <param name="labels">Class of each image, from 0; the largest one gives the number of classes.</param>
    /// <param name="inputShape">Shape of one image, channels first.</param>
    /// <param name="scale">Factor of a pixel.</param>
    /// <param name="shift">Added after scaling.</param>
    /// <exception cref="ArgumentException">A length does not fit, or scale or shift is not finite.</exception>
    public static Dataset FromImages(byte[] pixels, byte[] labels, Shape inputShape, float scale = 1 / 255f, float shift = 0)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        if (!float.IsFinite(scale) || !float.IsFinite(shift))
        {
            throw new ArgumentException(Invariant($"Scale {scale} and shift {shift} must be finite."), nameof(scale));
        }

        int size = CheckInputs(pixels.Length, labels.Length, inputShape, nameof(pixels));
        int[] classes = Array.ConvertAll(labels, label => (int)label);
        return new(
            labels.Length, inputShape, new ByteRows(pixels, size, scale, shift), classes, CountClasses(classes, null), null, null);
    }

    /// <summary>The first <paramref name="count"/> samples, or all where there are fewer; a view.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public Dataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count >= Count ? this : View(_view is null ? null : _view[..count], count);
    }

    /// <summary>Divides the samples into two random views: <paramref name="fraction"/> of them, rounded, and the rest.</summary>
    /// <param name="fraction">Share of the first view, above 0 and below 1.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the views would be empty.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, int seed)
    {
        double rounded = Math.Round(fraction * Count);
        if (!(rounded >= 1 && rounded <= Count - 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fraction), Invariant($"A fraction of {fraction} leaves one part of the {Count} samples empty."));
        }

        int[] order = new int[Count];
        SplitMix64.Shuffle(order, seed, 0);
        if (_view is not null)
        {
            order = Array.ConvertAll(order, sample => _view[sample]);
        }

        int first = (int)rounded;
        return (View(order[..first], first), View(order[first..], Count - first));
    }

    /// <summary>Copies the inputs of samples, one after the other.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length × <see cref="InputShape"/>] values.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    public void ReadInputs(ReadOnlySpan<int> indices, Span<float> destination) => ReadRows(_inputs, indices, destination);

    /// <inheritdoc cref="ReadInputs(ReadOnlySpan{int}, Span{float})"/>
    public void ReadInputs(ReadOnlySpan<int> indices, Span<double> destination) => ReadRows(_inputs, indices, destination);

    /// <summary>Copies the labels of samples.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length] labels.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The samples have target values.</exception>
    public void ReadLabels(ReadOnlySpan<int> indices, Span<int> destination)
    {
        int[] labels = _labels ?? throw new InvalidOperationException("The samples have target values, not labels.");
        CheckLength(destination.Length, indices.Length, 1);
        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = labels[Row(indices[i])];
        }
    }

    /// <summary>Copies the target values of samples, one after the other.</summary>
    /// <param name="indices">Samples, each from 0 to <see cref="Count"/> − 1.</param>
    /// <param name="destination">At least [indices.Length × <see cref="TargetSize"/>] values.</param>
    /// <exception cref="ArgumentException">An index is out of range or the destination is too short.</exception>
    /// <exception cref="InvalidOperationException">The samples have labels.</exception>
    public void ReadTargets(ReadOnlySpan<int> indices, Span<float> destination) => ReadRows(Targets, indices, destination);

    /// <inheritdoc cref="ReadTargets(ReadOnlySpan{int}, Span{float})"/>
    public void ReadTargets(ReadOnlySpan<int> indices, Span<double> destination) => ReadRows(Targets, indices, destination);

    /// <summary>"60000 samples of 1×28×28, 10 classes".</summary>
    public override string ToString() => Classes > 0
        ? Invariant($"{Count} samples of {InputShape}, {Classes} classes")
        : Invariant($"{Count} samples of {InputShape}, {TargetSize} target values each");

    internal void ReadInputs<T>(ReadOnlySpan<int> indices, Span<T> destination)
        where T : unmanaged => ReadRows(_inputs, indices, destination);

    internal void ReadTargets<T>(ReadOnlySpan<int> indices, Span<T> destination)
        where T : unmanaged => ReadRows(Targets, indices, destination);

    private Rows Targets => _targets ?? throw new InvalidOperationException("The samples have labels, not target values.");

    private Dataset View(int[]? view, int count) => new(count, InputShape, _inputs, _labels, Classes, _targets, view);

    private int Row(int sample)
    {
        if ((uint)sample >= (uint)Count)
        {
            throw new ArgumentOutOfRangeException(
                "indices", Invariant($"Sample {sample} does not exist: there are {Count}, from 0."));
        }

        return _view is null ? sample : _view[sample];
    }

    private void ReadRows<T>(Rows rows, ReadOnlySpan<int> indices, Span<T> destination)
        where T : unmanaged
    {
        CheckLength(destination.Length, indices.Length, rows.RowSize);
        for (int i = 0; i < indices.Length; i++)
        {
            rows.Read(Row(indices[i]), destination.Slice(i * rows.RowSize, rows.RowSize));
        }
    }

    private static void CheckLength(int length, int samples, int size)
    {
        if (length < (long)samples * size)
        {
            throw new ArgumentException(
                Invariant($"The destination holds {length} values; {samples} samples of {size} need {(long)samples * size}."), "destination");
        }
    }

    private static int CheckTargets(int length, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        return length % targetSize == 0
            ? length / targetSize
            : throw new ArgumentException(
                Invariant($"{length} target values are no whole number of samples of {targetSize}."), "targets");
    }

    private static int CheckInputs(int length, int count, Shape shape, string name = "inputs")
    {
        ArgumentNullException.ThrowIfNull(shape, "inputShape");
        if (shape.Any(dimension => dimension < 1))
        {
            throw new ArgumentException($"The shape {shape} has a dimension below 1.", "inputShape");
        }

        if (count == 0)
        {
            throw new ArgumentException("A dataset has at least one sample.", name);
        }

        long size = shape.Aggregate(1L, (product, dimension) => Math.Min(product * dimension, int.MaxValue));
        return length == count * size
            ? (int)size
            : throw new ArgumentException(
                Invariant($"{count} samples of shape {shape} need {count * size} values, but there are {length}."), name);
    }

    private static int CountClasses(int[] labels, int? classes)
    {
        if (classes is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(classes), Invariant($"{classes} is no number of classes."));
        }

        int count = classes ?? Math.Max(labels.Max(), 0) + 1;
        int wrong = Array.FindIndex(labels, label => label < 0 || label >= count);
        return wrong < 0
            ? count
            : throw new ArgumentException(
                Invariant($"Sample {wrong} has label {labels[wrong]}; labels are 0 to {count - 1}."), nameof(labels));
    }

    private static void CheckFinite<T>(ReadOnlySpan<T> values, int size, string name)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    Invariant($"Sample {i / size} has the value {values[i]} at element {i % size}; values must be finite."), name);
            }
        }
    }
}
