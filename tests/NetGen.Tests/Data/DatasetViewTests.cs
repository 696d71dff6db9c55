using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Views: which samples they have, in which order, and that they hold no data of their own.</summary>
public sealed class DatasetViewTests
{
    private static readonly int[] s_sorted = [.. Enumerable.Repeat(0, 500), .. Enumerable.Repeat(1, 300), .. Enumerable.Repeat(2, 200)];

    [Theory]
    [InlineData(0.9, 450, 270, 180)]
    [InlineData(0.1, 50, 30, 20)]
    [InlineData(0.5, 250, 150, 100)]
    public void A_split_gives_each_class_its_share(double fraction, params int[] counts)
    {
        (Dataset first, Dataset second) = Sorted().Split(fraction, seed: 3);
        Assert.Equal(counts, Counts(first));
        Assert.Equal(counts.Zip([500, 300, 200], (part, all) => all - part), Counts(second));
        Assert.Equal(Enumerable.Range(0, 1000), Numbers(first).Concat(Numbers(second)).Order());
        int[] labels = Labels(first);
        Assert.NotEqual(labels.Order(), labels);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.77)]
    [InlineData(0.34)]
    public void A_split_of_odd_sizes_is_off_by_less_than_a_sample(double fraction)
    {
        int[] labels = [.. Enumerable.Range(0, 997).Select(i => i * i % 13)];
        (Dataset first, Dataset second) = Of(labels).Split(fraction, seed: 8);
        Assert.Equal(((int)Math.Round(997 * fraction), 997), (first.Count, first.Count + second.Count));
        int[] parts = Counts(first), all = Counts(Of(labels));
        Assert.All(parts.Zip(all), pair => Assert.InRange(pair.First - (pair.Second * fraction), -1, 1));
    }

    [Fact]
    public void A_split_of_a_split_keeps_the_shares()
    {
        (Dataset first, Dataset second) = Sorted().Split(0.8, seed: 1).First.Split(0.5, seed: 2);
        Assert.Equal([200, 120, 80], Counts(first));
        Assert.Equal([200, 120, 80], Counts(second));
        Assert.Empty(Numbers(first).Intersect(Numbers(second)));
    }

    [Fact]
    public void Values_and_labels_of_positions_are_split_at_random()
    {
        Dataset values = Dataset.FromTargets([.. Enumerable.Range(0, 100).Select(i => (float)i)], new float[200], new Shape(1), 2);
        (Dataset first, Dataset second) = values.Split(0.7, seed: 4);
        Assert.Equal((70, 30), (first.Count, second.Count));
        Assert.Equal(Enumerable.Range(0, 100), Numbers(first).Concat(Numbers(second)).Order());
        Assert.NotEqual(Numbers(first).Order(), Numbers(first));
        Dataset positions = Dataset.FromTokens(new int[30], new int[30], 3);
        Assert.Equal((9, 1), (positions.Split(0.9).First.Count, positions.Split(0.9).Second.Count));
    }

    [Fact]
    public void Large_labels_cost_no_memory()
    {
        Dataset data = Of([int.MaxValue - 1, 5, int.MaxValue - 1, 5]);
        Assert.Equal([5, int.MaxValue - 1], Labels(data.Split(0.5).First).Order());
    }

    [Fact]
    public void Folds_validate_on_every_sample_once()
    {
        IReadOnlyList<(Dataset Train, Dataset Validation)> folds = Sorted().KFold(5, seed: 7);
        Assert.Equal(5, folds.Count);
        Assert.All(folds, fold => Assert.Equal([100, 60, 40], Counts(fold.Validation)));
        Assert.All(folds, fold => Assert.Equal([400, 240, 160], Counts(fold.Train)));
        Assert.All(folds, fold => Assert.Empty(Numbers(fold.Train).Intersect(Numbers(fold.Validation))));
        Assert.Equal(Enumerable.Range(0, 1000), folds.SelectMany(fold => Numbers(fold.Validation)).Order());
        Assert.Equal(Numbers(folds[2].Train), Numbers(Sorted().KFold(5, seed: 7)[2].Train));
        Assert.NotEqual(Numbers(folds[2].Train), Numbers(Sorted().KFold(5, seed: 8)[2].Train));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Of([0, 1]).KFold(3));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Of([0, 1]).KFold(1));
    }

    [Fact]
    public void Subsets_and_shuffles_give_the_samples_in_their_order()
    {
        Dataset data = Of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), some = data.Subset([7, 3, 3, 0]);
        Assert.Equal([7, 3, 3, 0], Numbers(some));
        Assert.Equal([0, 7], Numbers(some.Subset([3, 0])));
        Dataset shuffled = data.Shuffle(seed: 2);
        Assert.Equal(Enumerable.Range(0, 10), Numbers(shuffled).Order());
        Assert.NotEqual(Enumerable.Range(0, 10), Numbers(shuffled));
        Assert.Equal(Numbers(shuffled), Numbers(data.Shuffle(seed: 2)));
        Assert.Equal([0, 3, 3, 7], Numbers(some.Shuffle(5)).Order());
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => data.Subset([10]));
        Assert.Throws<ArgumentException>("samples", () => data.Subset([]));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 8)]
    [InlineData(7, 8)]
    public void Parts_of_overlapping_windows_share_no_token(int stride, int length)
    {
        // Each token is its own place in the text.
        Dataset data = Dataset.Windows([.. Enumerable.Range(0, 400)], length, stride);
        (Dataset first, Dataset second) = data.Split(0.9, seed: 1);
        Assert.Equal(Math.Round(0.9 * data.Count), first.Count);
        Assert.True(Places(first).Max() < Places(second).Min(), "The parts overlap.");
        Assert.InRange(data.Count - first.Count - second.Count, 1, (length / stride) + 1);
        Dataset mixed = data.Shuffle(3);
        Assert.Empty(Places(mixed.Split(0.5).First).Intersect(Places(mixed.Split(0.5).Second)));
        IReadOnlyList<(Dataset Train, Dataset Validation)> folds = data.KFold(4);
        Assert.All(folds, fold => Assert.Empty(Places(fold.Train).Intersect(Places(fold.Validation))));
        Assert.Equal(data.Count, folds.Sum(fold => fold.Validation.Count));
        Assert.Throws<ArgumentOutOfRangeException>("fraction", () => Dataset.Windows(new int[12], 8).Split(0.5));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Dataset.Windows(new int[12], 8).KFold(2));
    }

    [Fact]
    public void Windows_side_by_side_are_split_at_random()
    {
        Dataset data = Dataset.Windows([.. Enumerable.Range(0, 801)], 8, 8);
        (Dataset first, Dataset second) = data.Split(0.9, seed: 1);
        Assert.Equal((90, 10), (first.Count, second.Count));
        Assert.True(Places(second).Max() > Places(first).Min());
        Assert.Empty(Places(first).Intersect(Places(second)));
    }

    [Fact]
    public void Views_copy_no_data()
    {
        Dataset data = Dataset.FromArrays(new float[1000 * 10_000], new int[1000], new Shape(10_000));
        _ = data.KFold(2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = data.Split(0.9);
        _ = data.Shuffle();
        _ = data.Subset([1, 2, 3]);
        _ = data.KFold(5);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1_000_000);
    }

    private static Dataset Sorted() => Of(s_sorted);

    /// <summary>The input of each sample is its number.</summary>
    private static Dataset Of(int[] labels) =>
        Dataset.FromArrays([.. Enumerable.Range(0, labels.Length).Select(i => (float)i)], labels, new Shape(1));

    private static int[] Numbers(Dataset data)
    {
        float[] inputs = new float[data.Count];
        data.ReadInputs([.. Enumerable.Range(0, data.Count)], inputs);
        return Array.ConvertAll(inputs, number => (int)number);
    }

    private static int[] Labels(Dataset data)
    {
        int[] labels = new int[data.Count];
        data.ReadLabels([.. Enumerable.Range(0, data.Count)], labels);
        return labels;
    }

    private static int[] Counts(Dataset data) =>
        [.. Enumerable.Range(0, data.Classes).Select(label => Labels(data).Count(other => other == label))];

    private static int[] Places(Dataset windows)
    {
        int[] tokens = new int[windows.Count * windows.InputShape.Size];
        windows.ReadTokens([.. Enumerable.Range(0, windows.Count)], tokens);
        return tokens;
    }
}
