using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Columns, token sequences and windows.</summary>
public sealed class ColumnTests
{
    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(7, 1)]
    public void Windows_overlap_and_their_labels_are_the_tokens_after(int stride, int count)
    {
        int[] text = [.. Enumerable.Range(0, 10).Select(i => 9 - i)];
        Dataset data = Dataset.Windows(text, 3, stride);
        Assert.Equal((count, 10, new Shape(3)), (data.Count, data.Classes, data.InputShape));
        int[] all = [.. Enumerable.Range(0, count).Reverse()], tokens = new int[3 * count], labels = new int[3 * count];
        data.ReadTokens(all, tokens);
        data.ReadLabels(all, labels);
        Assert.Equal(all.SelectMany(i => text[(i * stride)..((i * stride) + 3)]), tokens);
        Assert.Equal(all.SelectMany(i => text[((i * stride) + 1)..((i * stride) + 4)]), labels);
    }

    [Fact]
    public void Windows_do_not_copy_the_text()
    {
        int[] text = new int[100_000];
        Dataset.Windows(text, 64);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Dataset.Windows(text, 64);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 10_000);
    }

    [Fact]
    public void Sequences_have_a_label_each_or_one_for_each_position()
    {
        Dataset each = Dataset.FromTokens([3, 1, 4, 1, 5, 9], [0, 2], 3);
        Dataset every = Dataset.FromTokens([3, 1, 4, 1, 5, 9], [0, 1, 2, 2, 1, 0], 3, classes: 5);
        Assert.Equal((2, 3, "2 samples of 3 tokens, 3 classes"), (each.Count, each.Classes, each.ToString()));
        Assert.Equal((2, 5, "2 samples of 3 tokens, 5 classes at each of 3 positions"), (every.Count, every.Classes, every.ToString()));
        int[] one = new int[1], three = new int[3];
        each.ReadLabels([1], one);
        every.ReadLabels([1], three);
        Assert.Equal([2], one);
        Assert.Equal([2, 1, 0], three);
        every.ReadTokens([0], three);
        Assert.Equal([3, 1, 4], three);
    }

    [Fact]
    public void Views_show_all_columns_of_their_samples()
    {
        DataColumn values = DataColumn.Values([0d, 1, 2, 3], new Shape(1)), tokens = DataColumn.Tokens([0, 0, 1, 1, 2, 2, 3, 3], 2);
        Dataset data = Dataset.FromColumns([("Left", values), ("Text", tokens)], [("Head", DataColumn.Labels([0, 1, 2, 3]))]);
        Assert.Equal("4 samples of Left 1, Text 2 tokens, Head 4 classes", data.ToString());
        Dataset part = data.Split(0.5, seed: 1).Second;
        float[] left = new float[2];
        int[] text = new int[4], labels = new int[2];
        part.ReadInputs([0, 1], left);
        part.Read(part.Inputs[1].Column, [0, 1], text);
        part.ReadLabels([0, 1], labels);
        Assert.Equal(left, labels.Select(label => (float)label));
        Assert.Equal(labels.SelectMany(label => new[] { label, label }), text);
    }

    [Fact]
    public void Labels_are_copied_and_pixels_scaled()
    {
        int[] labels = [0, 1];
        Dataset data = Dataset.FromColumns(
            [("input", DataColumn.Images([0, 100, 200, 50], new Shape(2), 0.01f, 1))],
            [("target", DataColumn.Labels(labels))]);
        labels[1] = 7;
        int[] read = new int[2];
        float[] pixels = new float[2];
        data.ReadLabels([0, 1], read);
        data.ReadInputs([1], pixels);
        Assert.Equal([0, 1], read);
        Assert.Equal([3f, 1.5f], pixels);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        DataColumn two = DataColumn.Labels([0, 1]), three = DataColumn.Labels([0, 1, 2]);
        Expect("Left has 2 samples, but Head has 3", () => Dataset.FromColumns([("Left", two)], [("Head", three)]));
        Expect("Left stands there twice", () => Dataset.FromColumns([("Left", two), ("Left", two)], [("Head", two)]));
        Expect("at least one input", () => Dataset.FromColumns([], [("Head", two)]));
        Expect("no name or no column", () => Dataset.FromColumns([("", two)], [("Head", two)]));
        Expect("5 values are no whole number of samples of 2", () => DataColumn.Tokens(new int[5], 2));
        Expect("Sample 1 has token -3 at position 0; tokens are 0 or more", () => DataColumn.Tokens([0, 1, -3, 2], 2));
        Expect("Sample 0 has label 4 at position 1; labels are 0 to 3", () => DataColumn.Labels([0, 4], 4, 2));
        Expect("dimension below 1", () => DataColumn.Tokens(new int[2], 0));
        Expect("at least one sample", () => DataColumn.Values(Array.Empty<float>(), new Shape(2)));
        Expect("2 samples of 3 tokens need 2 labels, or 6, but there are 3", () => Dataset.FromTokens(new int[6], new int[3], 3));
        Expect("need 4 tokens, but there are 3", () => Dataset.Windows(new int[3], 3));
        Expect("has token -1 at position 2", () => Dataset.Windows([0, 1, -1, 2], 2));
        Expect("stride", () => Dataset.Windows(new int[9], 2, 0));
        Dataset tokens = Dataset.FromTokens(new int[4], new int[2], 2);
        Assert.Throws<InvalidOperationException>(() => tokens.ReadInputs([0], new float[2]));
        Assert.Throws<ArgumentException>(() => tokens.ReadTokens([0, 1], new int[3]));
        Assert.Throws<InvalidOperationException>(
            () => Dataset.FromArrays(new float[2], new int[2], new Shape(1)).ReadTokens([0], new int[1]));
    }

    private static void Expect(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
