using System.Globalization;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class DatasetTests
{
    private static readonly Shape Pair = new(2);

    [Fact]
    public void Arrays_of_floats_are_read_in_the_order_asked_for()
    {
        Dataset data = Dataset.FromArrays([1f, 2f, 3f, 4f, 5f, 6f], [0, 2, 1], Pair);
        float[] inputs = new float[4];
        double[] wide = new double[4];
        int[] labels = new int[2];
        data.ReadInputs([2, 0], inputs);
        data.ReadInputs([1, 1], wide);
        data.ReadLabels([1, 2], labels);
        Assert.Equal([5f, 6f, 1f, 2f], inputs);
        Assert.Equal([3d, 4d, 3d, 4d], wide);
        Assert.Equal([2, 1], labels);
        Assert.Equal((3, 3, 0), (data.Count, data.Classes, data.TargetSize));
        Assert.Equal(Pair, data.InputShape);
    }

    [Fact]
    public void Arrays_of_doubles_keep_their_precision()
    {
        Dataset data = Dataset.FromTargets([0.1, 0.2], [1.1, 1.2, 1.3, 1.4], new Shape(1), targetSize: 2);
        double[] inputs = new double[1];
        double[] targets = new double[2];
        float[] narrow = new float[2];
        data.ReadInputs([1], inputs);
        data.ReadTargets([1], targets);
        data.ReadTargets([0], narrow);
        Assert.Equal([0.2], inputs);
        Assert.Equal([1.3, 1.4], targets);
        Assert.Equal([1.1f, 1.2f], narrow);
        Assert.Equal((2, 0, 2), (data.Count, data.Classes, data.TargetSize));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(100)]
    [InlineData(784)]
    public void Images_become_byte_times_scale_plus_shift(int size)
    {
        byte[] pixels = [.. Enumerable.Range(0, 3 * size).Select(i => (byte)(i * 37))];
        Dataset data = Dataset.FromImages(pixels, [9, 0, 4], new Shape(1, size, 1), scale: 2 / 255f, shift: -1);
        float[] inputs = new float[size];
        double[] wide = new double[size];
        data.ReadInputs([2], inputs);
        data.ReadInputs([2], wide);
        for (int i = 0; i < size; i++)
        {
            byte pixel = pixels[(2 * size) + i];
            Assert.Equal((float)(pixel * (2 / 255f)) - 1, inputs[i]);
            Assert.Equal((pixel * (double)(2 / 255f)) - 1, wide[i]);
        }

        Assert.Equal(10, data.Classes);
    }

    [Fact]
    public void Integers_in_brackets_are_labels_and_floats_target_values()
    {
        float[] inputs = [1, 2, 3];
        Dataset labelled = Dataset.FromArrays(inputs, [1, 2, 3], new Shape(1), 10);
        Dataset valued = Dataset.FromTargets(inputs, [1, 2, 3], new Shape(1));
        Assert.Equal("3 samples of 1, 10 classes", labelled.ToString());
        Assert.Equal("3 samples of 1, 1 target value each", valued.ToString());
        Assert.Equal("1 sample of 1, 3 target values each", Dataset.FromTargets(inputs[..1], [1, 2, 3], new Shape(1), 3).ToString());
        Assert.Equal("1 sample of 1, 1 class", Dataset.FromArrays(inputs[..1], [0], new Shape(1)).ToString());

        // Programs from before there was FromTargets.
        float[] targets = [1, 2, 3];
        Assert.Equal(valued.ToString(), Dataset.FromArrays(inputs, targets, new Shape(1), 1).ToString());
    }

    [Fact]
    public void Labels_are_not_changed_from_outside()
    {
        int[] labels = [0, 1];
        Dataset data = Dataset.FromArrays([1f, 2f], labels, new Shape(1));
        labels[1] = 99;
        Assert.Equal([0, 1], Labels(data));
    }

    [Fact]
    public void Take_gives_the_first_samples_or_all()
    {
        Dataset data = Numbered(10);
        Assert.Equal([0, 1, 2], Labels(data.Take(3)));
        Assert.Equal(10, data.Take(11).Count);
        Assert.Equal([0, 1], Labels(data.Take(5).Take(2)));
        Dataset shuffled = data.Split(0.5, seed: 1).First;
        Assert.Equal(Labels(shuffled)[..3], Labels(shuffled.Take(3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Take(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Take(3).ReadLabels([3], new int[1]));
    }

    [Fact]
    public void Split_divides_all_samples_at_random_and_repeatably()
    {
        Dataset data = Numbered(100);
        (Dataset first, Dataset second) = data.Split(0.8, seed: 5);
        Assert.Equal((80, 20), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 100), Labels(first).Concat(Labels(second)).Order());
        Assert.NotEqual(Enumerable.Range(0, 80), Labels(first));
        Assert.Equal(Labels(first), Labels(data.Split(0.8, seed: 5).First));
        Assert.NotEqual(Labels(first), Labels(data.Split(0.8, seed: 6).First));
        Assert.All(Labels(second.Split(0.5, 1).First), label => Assert.Contains(label, Labels(second)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.01)]
    [InlineData(double.NaN)]
    public void Split_refuses_an_empty_part(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10).Split(fraction, 1));

    [Fact]
    public void Reading_allocates_nothing()
    {
        Dataset data = Dataset.FromImages(new byte[6400], new byte[100], new Shape(64)).Split(0.5, 1).First;
        int[] indices = [3, 1, 40];
        float[] inputs = new float[192];
        int[] labels = new int[3];
        data.ReadInputs(indices, inputs);
        data.ReadLabels(indices, labels);
        long before = GC.GetAllocatedBytesForCurrentThread();
        data.ReadInputs(indices, inputs);
        data.ReadLabels(indices, labels);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Wrong_arguments_say_which_sample_and_what_was_expected()
    {
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        Expect("3 samples of shape 2 need 6 values, but there are 5", () => Dataset.FromArrays(new float[5], [0, 1, 2], Pair));
        Expect("Sample 1 has label -1", () => Dataset.FromArrays(new float[4], [0, -1], Pair));
        Expect("Sample 1 has label 3; labels are 0 to 2", () => Dataset.FromArrays(new float[4], [0, 3], Pair, classes: 3));
        Expect(
            "Sample 1 has the value NaN at element 0; values must be finite. (Parameter 'inputs')",
            () => Dataset.FromArrays([1f, 2f, float.NaN, 3f], [0, 1], Pair));
        Expect("Sample 0 has the value -Infinity at element 1", () => Dataset.FromArrays([1d, double.NegativeInfinity], [0], Pair));
        Expect("5 target values are no whole number of samples of 2", () => Dataset.FromTargets(new float[6], new float[5], Pair, 2));
        Expect(
            "Sample 2 has the target NaN at element 0; targets must be finite. (Parameter 'targets')",
            () => Dataset.FromTargets(new float[6], [1f, 2f, float.NaN], Pair, 1));
        Expect("5 values are no whole number of samples of 2.", () => DataColumn.Values(new float[5], Pair));
        Expect("5 values are no whole number of samples of 2×1 = 2.", () => DataColumn.Values(new float[5], new Shape(2, 1)));
        Expect("1 value is no whole number of samples of 2.", () => DataColumn.Values(new double[1], Pair));
        Expect("1 sample of shape 2 needs 2 values, but there is 1", () => Dataset.FromArrays(new float[1], [0], Pair));
        Expect("dimension below 1", () => Dataset.FromArrays(new float[4], [0, 1], new Shape(0, 2)));
        Expect("at least one sample", () => Dataset.FromArrays(Array.Empty<float>(), Array.Empty<int>(), Pair));
        Expect("2 samples of shape 2 need 4 values, but there are 3", () => Dataset.FromImages(new byte[3], new byte[2], Pair));
        Expect("must be finite", () => Dataset.FromImages(new byte[4], new byte[2], Pair, scale: float.NaN));
    }

    [Fact]
    public void Reading_what_is_not_there_is_an_error()
    {
        Dataset labelled = Numbered(4);
        Dataset valued = Dataset.FromTargets(new float[4], new float[4], new Shape(1), 1);
        Expect("Sample 4 does not exist: there are 4", () => labelled.ReadInputs([0, 4], new float[2]));
        Expect("Sample -1 does not exist", () => labelled.ReadLabels([-1], new int[1]));
        Expect("The destination holds 1 value; 2 samples of 1 take 2", () => labelled.ReadInputs([0, 1], new float[1]));
        Assert.Throws<InvalidOperationException>(() => labelled.ReadTargets([0], new float[1]));
        Assert.Throws<InvalidOperationException>(() => valued.ReadLabels([0], new int[1]));
    }

    private static Dataset Numbered(int count) =>
        Dataset.FromArrays([.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(0, count)], new Shape(1));

    private static int[] Labels(Dataset data)
    {
        int[] labels = new int[data.Count];
        data.ReadLabels([.. Enumerable.Range(0, data.Count)], labels);
        return labels;
    }

    private static void Expect(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
