using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Three parts, strata, groups and time: who is where, and nobody twice.</summary>
public sealed class DatasetSplitTests
{
    [Fact]
    public void Three_parts_have_their_sizes_and_each_class_its_share()
    {
        int[] labels = [.. Enumerable.Range(0, 997).Select(i => i * i % 13)];
        (Dataset train, Dataset validation, Dataset test) = Of(labels).Split(train: 0.6, validation: 0.15, seed: 3);
        Assert.Equal((598, 150, 249), (train.Count, validation.Count, test.Count));
        IsWhole(997, train, validation, test);
        int[] all = Counts(labels);
        foreach ((Dataset part, double share) in new[] { (train, 0.6), (validation, 0.15), (test, 0.25) })
        {
            Assert.All(Counts(Labels(part)).Zip(all), pair => Assert.InRange(pair.First - (share * pair.Second), -1.5, 1.5));
        }

        Assert.Equal(Numbers(train), Numbers(Of(labels).Split(0.6, 0.15, 3).Train));
        Assert.NotEqual(Numbers(train), Numbers(Of(labels).Split(0.6, 0.15, 4).Train));
        Assert.NotEqual(Numbers(train).Order(), Numbers(train));
    }

    /// <summary>As in all ways to divide into two.</summary>
    [Fact]
    public void The_first_share_is_the_first_part_however_the_data_is_divided()
    {
        Dataset data = Values(100);
        int[] own = [.. Enumerable.Range(0, 100)];
        foreach ((Dataset train, Dataset validation, Dataset test) in new[]
        {
            data.Split(0.8, 0.15), data.StratifiedSplit(own, 0.8, 0.15), data.GroupSplit(own, 0.8, 0.15), data.TimeSplit(0.8, 0.15),
        })
        {
            Assert.Equal((80, 15, 5), (train.Count, validation.Count, test.Count));
        }
    }

    [Fact]
    public void Strata_of_ones_own_have_their_share()
    {
        string[] strata = [.. Enumerable.Range(0, 200).Select(i => i % 10 == 0 ? "rare" : "common")];
        Dataset data = Values(200);
        (Dataset first, Dataset second) = data.StratifiedSplit(strata, 0.7, seed: 1);
        Assert.Equal(14, Numbers(first).Count(number => strata[number] == "rare"));
        IsWhole(200, first, second);
        (Dataset train, Dataset validation, Dataset test) = data.StratifiedSplit(strata, train: 0.7, validation: 0.1, seed: 1);
        Assert.Equal([14, 2, 4], new[] { train, validation, test }.Select(part => Numbers(part).Count(n => strata[n] == "rare")));
        IReadOnlyList<(Dataset Train, Dataset Validation)> folds = data.StratifiedKFold(5, strata, seed: 1);
        Assert.All(folds, fold => Assert.Equal(4, Numbers(fold.Validation).Count(number => strata[number] == "rare")));
        Assert.All(folds, fold => IsWhole(200, fold.Train, fold.Validation));
        IsWhole(200, [.. folds.Select(fold => fold.Validation)]);
    }

    [Fact]
    public void No_group_is_in_two_parts()
    {
        int[] groups = [.. Enumerable.Range(0, 500).Select(i => i * i % 37)];
        Dataset data = Values(500);
        (Dataset train, Dataset validation, Dataset test) = data.GroupSplit(groups, train: 0.7, validation: 0.2, seed: 5);
        IsWhole(500, train, validation, test);
        AreApart(groups, train, validation, test);
        Assert.InRange(train.Count, 320, 380);
        (Dataset first, Dataset second) = data.GroupSplit(groups, 0.5, seed: 5);
        AreApart(groups, first, second);
        Assert.InRange(first.Count, 220, 280);
        Assert.NotEqual(Numbers(first).Order(), Numbers(data.GroupSplit(groups, 0.5, seed: 6).First).Order());

        IReadOnlyList<(Dataset Train, Dataset Validation)> folds = data.GroupKFold(5, groups, seed: 2);
        Assert.All(folds, fold => AreApart(groups, fold.Train, fold.Validation));
        Assert.All(folds, fold => IsWhole(500, fold.Train, fold.Validation));
        Assert.All(folds, fold => Assert.InRange(fold.Validation.Count, 80, 110));
        IsWhole(500, [.. folds.Select(fold => fold.Validation)]);
    }

    [Fact]
    public void A_few_groups_leave_no_part_empty()
    {
        int[] groups = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2];
        for (int seed = 0; seed < 20; seed++)
        {
            (Dataset train, Dataset validation, Dataset test) = Values(12).GroupSplit(groups, train: 0.8, validation: 0.1, seed);
            Assert.Equal((4, 4, 4), (train.Count, validation.Count, test.Count));
        }

        Assert.Throws<ArgumentException>("groups", () => Values(2).GroupSplit([7, 7], 0.5));
        Assert.Throws<ArgumentException>("groups", () => Values(3).GroupSplit([7, 8], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Values(12).GroupKFold(4, groups));
    }

    [Fact]
    public void Time_is_kept_in_order()
    {
        Dataset data = Values(100);
        (Dataset train, Dataset validation, Dataset test) = data.TimeSplit(train: 0.7, validation: 0.2);
        Assert.Equal((70, 20, 10), (train.Count, validation.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 100), Numbers(train).Concat(Numbers(validation)).Concat(Numbers(test)));
        (Dataset first, Dataset second) = data.TimeSplit(0.6, gap: 5);
        Assert.Equal((60, 35, 65), (first.Count, second.Count, Numbers(second)[0]));
        Assert.Throws<ArgumentOutOfRangeException>("gap", () => data.TimeSplit(0.6, gap: 40));
        Assert.Throws<ArgumentOutOfRangeException>("train", () => data.TimeSplit(0.6, 0.4));
    }

    /// <summary>As scikit-learn's TimeSeriesSplit(3, gap=2) of 11 samples.</summary>
    [Fact]
    public void Training_data_of_a_series_grows_and_ends_before_the_validation()
    {
        IReadOnlyList<(Dataset Train, Dataset Validation)> folds = Values(11).TimeSeriesSplit(3, gap: 2);
        Assert.Equal([[0, 1, 2], [0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6]], folds.Select(fold => Numbers(fold.Train)));
        Assert.Equal([[5, 6], [7, 8], [9, 10]], folds.Select(fold => Numbers(fold.Validation)));
        Assert.Throws<ArgumentOutOfRangeException>("gap", () => Values(11).TimeSeriesSplit(3, gap: 5));
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Values(3).TimeSeriesSplit(3));
    }

    [Fact]
    public void Windows_of_different_parts_share_no_token()
    {
        Dataset data = Dataset.Windows([.. Enumerable.Range(0, 300)], 8);
        (Dataset train, Dataset validation, Dataset test) = data.Split(train: 0.6, validation: 0.2);
        Assert.Equal(7, validation.Count == 0 ? 0 : Tokens(validation).Min() - Tokens(train).Max() + 6);
        Assert.True(Tokens(validation).Max() < Tokens(test).Min());
        (Dataset first, Dataset second) = data.Shuffle(2).TimeSplit(0.5);
        Assert.True(Tokens(first).Max() < Tokens(second).Min());
        Assert.All(data.TimeSeriesSplit(3), fold => Assert.True(Tokens(fold.Train).Max() < Tokens(fold.Validation).Min()));
        Assert.Throws<ArgumentOutOfRangeException>("train", () => Dataset.Windows(new int[12], 8).Split(0.4, 0.2));
        Assert.Throws<InvalidOperationException>(() => data.GroupSplit(new int[data.Count], 0.5));
    }

    [Fact]
    public void Views_are_divided_by_their_own_samples()
    {
        Dataset view = Values(100).Subset([.. Enumerable.Range(0, 50).Select(i => 99 - i)]);
        (Dataset first, Dataset second) = view.TimeSplit(0.5);
        Assert.Equal((99, 74), (Numbers(first)[0], Numbers(second)[0]));
        int[] groups = [.. Enumerable.Range(0, 50).Select(i => i / 5)];
        Assert.All(view.GroupKFold(3, groups), fold => Assert.Empty(
            Numbers(fold.Train).Select(n => (99 - n) / 5).Intersect(Numbers(fold.Validation).Select(n => (99 - n) / 5))));
    }

    private static void IsWhole(int count, params Dataset[] parts) =>
        Assert.Equal(Enumerable.Range(0, count), parts.SelectMany(Numbers).Order());

    private static void AreApart(int[] groups, params Dataset[] parts)
    {
        int[][] found = [.. parts.Select(part => Numbers(part).Select(number => groups[number]).Distinct().ToArray())];
        Assert.Equal(found.SelectMany(part => part).Distinct().Count(), found.Sum(part => part.Length));
    }

    private static Dataset Of(int[] labels) =>
        Dataset.FromArrays([.. Enumerable.Range(0, labels.Length).Select(i => (float)i)], labels, new Shape(1));

    private static Dataset Values(int count) =>
        Dataset.FromTargets([.. Enumerable.Range(0, count).Select(i => (float)i)], new float[count], new Shape(1));

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

    private static int[] Counts(int[] labels) => [.. Enumerable.Range(0, 13).Select(label => labels.Count(other => other == label))];

    private static int[] Tokens(Dataset windows)
    {
        int[] tokens = new int[windows.Count * windows.InputShape.Size];
        windows.ReadTokens([.. Enumerable.Range(0, windows.Count)], tokens);
        return tokens;
    }
}
