using System.ComponentModel;
using System.Runtime.CompilerServices;
using static System.FormattableString;

namespace NetGen;

/// <content>Ways to make a dataset.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Makes a dataset of named inputs and targets, matched with those of a network by name; where both have but one, by place.
    /// </summary>
    /// <param name="inputs">At least one; all have as many samples.</param>
    /// <param name="targets">
    /// Likewise, named as the outputs that are compared with them; weights of samples are "HeadWeight" for an output Head. None for losses
    /// that take no target.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no input, a name stands twice, or the columns differ in their number of samples.
    /// </exception>
    public static Dataset FromColumns(
        IEnumerable<(string Name, DataColumn Column)> inputs, IEnumerable<(string Name, DataColumn Column)>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (string Name, DataColumn Column)[] first = [.. inputs], second = [.. targets ?? []];
        if (first.Length == 0)
        {
            throw new ArgumentException("A dataset has at least one input.", nameof(inputs));
        }

        CheckNames(first, "input", nameof(inputs));
        CheckNames(second, "target", nameof(targets));
        int count = first[0].Column.Count;
        foreach ((string name, DataColumn column) in first.Concat(second))
        {
            if (column.Count != count)
            {
                throw new ArgumentException(
                    Invariant($"{first[0].Name} has {Words.Counted(count, "sample")}, but {name} has {column.Count}."), nameof(inputs));
            }
        }

        return new(count, first, second, null);
    }

    /// <summary>Makes a dataset of samples with class labels. The inputs are kept, not copied: leave them unchanged.</summary>
    /// <param name="inputs">Samples one after the other: [labels.Length × inputShape].</param>
    /// <param name="labels">Class of each sample, from 0.</param>
    /// <param name="inputShape">Shape of one sample.</param>
    /// <param name="classes">Number of classes; where null, the largest label plus one.</param>
    /// <exception cref="ArgumentException">A length does not fit, a label is out of range, or an input is not finite.</exception>
    [OverloadResolutionPriority(1)]
    public static Dataset FromArrays(float[] inputs, int[] labels, Shape inputShape, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        CheckInputs(inputs.Length, labels.Length, inputShape, nameof(inputs));
        return Single(DataColumn.Values(inputs, inputShape, "value", nameof(inputs)), DataColumn.Labels(labels, classes));
    }

    /// <inheritdoc cref="FromArrays(float[], int[], Shape, int?)"/>
    [OverloadResolutionPriority(1)]
    public static Dataset FromArrays(double[] inputs, int[] labels, Shape inputShape, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        CheckInputs(inputs.Length, labels.Length, inputShape, nameof(inputs));
        return Single(DataColumn.Values(inputs, inputShape, "value", nameof(inputs)), DataColumn.Labels(labels, classes));
    }

    /// <summary>
    /// Makes a dataset of samples with target values, for regression or yes and no. The arrays are kept, not copied: leave them unchanged.
    /// </summary>
    /// <param name="inputs">Samples one after the other: [count × inputShape].</param>
    /// <param name="targets">Target values, sample after sample: [count × targetSize].</param>
    /// <param name="inputShape">Shape of one sample.</param>
    /// <param name="targetSize">Target values of one sample.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value is not finite.</exception>
    public static Dataset FromTargets(float[] inputs, float[] targets, Shape inputShape, int targetSize = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        CheckInputs(inputs.Length, CountTargets(targets.Length, targetSize), inputShape, nameof(inputs));
        return Single(
            DataColumn.Values(inputs, inputShape, "value", nameof(inputs)),
            DataColumn.Values(targets, new Shape(targetSize), "target", nameof(targets)));
    }

    /// <inheritdoc cref="FromTargets(float[], float[], Shape, int)"/>
    public static Dataset FromTargets(double[] inputs, double[] targets, Shape inputShape, int targetSize = 1)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        CheckInputs(inputs.Length, CountTargets(targets.Length, targetSize), inputShape, nameof(inputs));
        return Single(
            DataColumn.Values(inputs, inputShape, "value", nameof(inputs)),
            DataColumn.Values(targets, new Shape(targetSize), "target", nameof(targets)));
    }

    /// <summary>
    /// As <see cref="FromTargets(float[], float[], Shape, int)"/>, under the name of the method for labels; kept for programs that call it.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Dataset FromArrays(float[] inputs, float[] targets, Shape inputShape, int targetSize) =>
        FromTargets(inputs, targets, inputShape, targetSize);

    /// <inheritdoc cref="FromArrays(float[], float[], Shape, int)"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Dataset FromArrays(double[] inputs, double[] targets, Shape inputShape, int targetSize) =>
        FromTargets(inputs, targets, inputShape, targetSize);

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
        CheckInputs(pixels.Length, labels.Length, inputShape, nameof(pixels));
        return Single(
            DataColumn.Images(pixels, inputShape, scale, shift),
            DataColumn.Labels(Array.ConvertAll(labels, label => (int)label)));
    }

    /// <summary>Makes a dataset of token sequences with class labels. The tokens are kept, not copied: leave them unchanged.</summary>
    /// <param name="tokens">Sequences one after the other: [count × length]; 0 or more each.</param>
    /// <param name="labels">Labels from 0: one for each sequence, or one for each token.</param>
    /// <param name="length">Tokens of one sequence.</param>
    /// <param name="classes">Number of classes; where null, the largest label plus one.</param>
    /// <exception cref="ArgumentException">A length does not fit, a token is negative, or a label is out of range.</exception>
    public static Dataset FromTokens(int[] tokens, int[] labels, int length, int? classes = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(labels);
        DataColumn input = DataColumn.Tokens(tokens, length);
        if (labels.Length != input.Count && labels.Length != tokens.Length)
        {
            string needed = Invariant($"{Words.Counted(input.Count, "label")}, or {tokens.Length}");
            throw new ArgumentException(
                $"{Words.Needs(input.Count, $" of {Words.Counted(length, "token")}", needed, labels.Length)}.", nameof(labels));
        }

        return Single(input, DataColumn.Labels(labels, classes, labels.Length / input.Count));
    }

    /// <summary>
    /// Makes a dataset for a language model: sample i is the <paramref name="length"/> tokens from i · <paramref name="stride"/> on, and
    /// its labels are the same shifted by one, so that each position learns the token after it. The tokens are kept, not copied: leave them
    /// unchanged.
    /// </summary>
    /// <param name="tokens">A text: more than <paramref name="length"/> tokens, 0 or more each.</param>
    /// <param name="length">Tokens of one sample.</param>
    /// <param name="stride">From the beginning of one sample to the next.</param>
    /// <exception cref="ArgumentException">There are too few tokens, or one is negative.</exception>
    public static Dataset Windows(int[] tokens, int length, int stride = 1)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        if (tokens.Length <= length)
        {
            string needed = Words.Counted(length + 1L, "token");
            throw new ArgumentException(
                $"Windows of {Words.Counted(length, "token")} and the one after need {needed}, but {Words.There(tokens.Length)}.",
                nameof(tokens));
        }

        int bound = DataColumn.CheckIntegers(tokens, tokens.Length, null, "token");
        int count = ((tokens.Length - length - 1) / stride) + 1;
        return Single(
            DataColumn.Windows(tokens, 0, stride, length, count, bound, isLabels: false),
            DataColumn.Windows(tokens, 1, stride, length, count, bound, isLabels: true));
    }

    private static Dataset Single(DataColumn input, DataColumn target) => FromColumns([("input", input)], [("target", target)]);

    private static void CheckNames((string Name, DataColumn Column)[] columns, string what, string name)
    {
        if (Array.Exists(columns, entry => string.IsNullOrEmpty(entry.Name) || entry.Column is null))
        {
            throw new ArgumentException($"An {what} has no name or no column.", name);
        }

        if (columns.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"The {what} {twice.Key} stands there twice.", name);
        }
    }

    private static int CountTargets(int length, int targetSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetSize, 1);
        return length % targetSize == 0
            ? length / targetSize
            : throw new ArgumentException(
                Invariant($"{Words.Are(length, "target value")} no whole number of samples of {targetSize}."), "targets");
    }

    private static void CheckInputs(int length, int count, Shape shape, string name)
    {
        long size = DataColumn.CheckShape(shape);
        if (count > 0 && length != count * size)
        {
            throw new ArgumentException($"{Words.Needs(count, $" of shape {shape}", Words.Counted(count * size, "value"), length)}.", name);
        }
    }
}
