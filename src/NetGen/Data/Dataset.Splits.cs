using static System.FormattableString;

namespace NetGen;

/// <content>Training, validation and test data: plain, by strata, by groups, by time; views.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Divides the samples at random into three views, as <see cref="Split(double, int)"/> into two: where the samples have a label each,
    /// every class has its share in all of them; windows that share tokens are divided in the order of the text.
    /// </summary>
    /// <param name="train">Share of the training data, above 0.</param>
    /// <param name="validation">Share of the validation data, above 0; with the former below 1, for the rest is the test data.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the views would be empty.</exception>
    public (Dataset Train, Dataset Validation, Dataset Test) Split(double train, double validation, int seed = 0)
    {
        int[] sizes = Sizes(train, validation);
        if (Reach > 1)
        {
            return Three(InOrder(OrderedRows(), sizes, 0, nameof(train)));
        }

        (int[] rows, int[] places) = Strata(seed, LabelOf);
        return Three(Views(rows, PartsOf(places, sizes)));
    }

    /// <summary>
    /// Divides the samples at random into two views so that every stratum has its share in both, give or take a sample: scikit-learn's
    /// <c>train_test_split(stratify=…)</c>. Labels are strata by themselves in <see cref="Split(double, int)"/>; this is for others, such
    /// as ranges of a target value.
    /// </summary>
    /// <param name="strata">One for each sample, in their order.</param>
    /// <param name="fraction">Share of the first view, above 0 and below 1.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <exception cref="ArgumentException">There are not as many strata as samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of the views would be empty.</exception>
    /// <exception cref="InvalidOperationException">The samples are windows that share tokens.</exception>
    public (Dataset First, Dataset Second) StratifiedSplit<TStratum>(IReadOnlyList<TStratum> strata, double fraction, int seed = 0)
        where TStratum : notnull
    {
        (int[] rows, int[] places) = Strata(seed, KeysOf(strata, nameof(strata)));
        return Two(Views(rows, PartsOf(places, Sizes(fraction))));
    }

    /// <summary>The same into three views.</summary>
    /// <param name="strata">One for each sample, in their order.</param>
    /// <param name="train">Share of the training data, above 0.</param>
    /// <param name="validation">Share of the validation data, above 0; with the former below 1, for the rest is the test data.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <inheritdoc cref="StratifiedSplit{TStratum}(IReadOnlyList{TStratum}, double, int)"/>
    public (Dataset Train, Dataset Validation, Dataset Test) StratifiedSplit<TStratum>(
        IReadOnlyList<TStratum> strata, double train, double validation, int seed = 0)
        where TStratum : notnull
    {
        (int[] rows, int[] places) = Strata(seed, KeysOf(strata, nameof(strata)));
        return Three(Views(rows, PartsOf(places, Sizes(train, validation))));
    }

    /// <summary>
    /// Divides the samples at random into two views so that no group is in both, such as all pictures of one patient: scikit-learn's
    /// <c>GroupShuffleSplit</c>, but by samples. Groups go, in random order, where most samples are still wanting.
    /// </summary>
    /// <param name="groups">One for each sample, in their order.</param>
    /// <param name="fraction">Share of the first view, above 0 and below 1; met as nearly as the groups allow.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <exception cref="ArgumentException">There are not as many groups as samples, or fewer different ones than views.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of the views would be empty.</exception>
    /// <exception cref="InvalidOperationException">The samples are windows that share tokens.</exception>
    public (Dataset First, Dataset Second) GroupSplit<TGroup>(IReadOnlyList<TGroup> groups, double fraction, int seed = 0)
        where TGroup : notnull => Two(GroupViews(groups, Sizes(fraction), seed));

    /// <summary>The same into three views.</summary>
    /// <param name="groups">One for each sample, in their order.</param>
    /// <param name="train">Share of the training data, above 0.</param>
    /// <param name="validation">Share of the validation data, above 0; with the former below 1, for the rest is the test data.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <inheritdoc cref="GroupSplit{TGroup}(IReadOnlyList{TGroup}, double, int)"/>
    public (Dataset Train, Dataset Validation, Dataset Test) GroupSplit<TGroup>(
        IReadOnlyList<TGroup> groups, double train, double validation, int seed = 0)
        where TGroup : notnull => Three(GroupViews(groups, Sizes(train, validation), seed));

    /// <summary>
    /// Divides the samples as they stand: the first ones into the first view, what came later into the second. Windows that share tokens
    /// with the first view are in neither.
    /// </summary>
    /// <param name="fraction">Share of the first view, above 0 and below 1.</param>
    /// <param name="gap">Samples between the views that are in neither.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the views would be empty, or the gap is negative.</exception>
    public (Dataset First, Dataset Second) TimeSplit(double fraction, int gap = 0) =>
        Two(InOrder(RowsInTime(), Sizes(fraction), gap, nameof(gap)));

    /// <summary>The same into three views.</summary>
    /// <param name="train">Share of the training data, which comes first, above 0.</param>
    /// <param name="validation">Share of the validation data, above 0; with the former below 1, for the rest is the test data.</param>
    /// <param name="gap">Samples between two views that are in neither.</param>
    /// <inheritdoc cref="TimeSplit(double, int)"/>
    public (Dataset Train, Dataset Validation, Dataset Test) TimeSplit(double train, double validation, int gap = 0) =>
        Three(InOrder(RowsInTime(), Sizes(train, validation), gap, nameof(gap)));

    private static (Dataset First, Dataset Second) Two(Dataset[] views) => (views[0], views[1]);

    private static (Dataset Train, Dataset Validation, Dataset Test) Three(Dataset[] views) => (views[0], views[1], views[2]);

    /// <summary>Samples of each part.</summary>
    private int[] Sizes(double fraction)
    {
        double first = Math.Round(fraction * Count);
        return first >= 1 && first <= Count - 1
            ? [(int)first, Count - (int)first]
            : throw Empty(nameof(fraction), Invariant($"A fraction of {fraction} leaves"));
    }

    private int[] Sizes(double train, double validation)
    {
        double first = Math.Round(train * Count), second = Math.Round(validation * Count), third = Count - first - second;
        return first >= 1 && second >= 1 && third >= 1
            ? [(int)first, (int)second, (int)third]
            : throw Empty(nameof(train), Invariant($"Shares of {train} and {validation} leave"));
    }

    private ArgumentOutOfRangeException Empty(string name, string what) =>
        new(name, $"{what} one part of {Words.Counted(Count, "sample")} empty.");

    /// <summary>
    /// The part of each place among those of <see cref="Strata"/>, spread so evenly that each stratum, whose places follow one another, has
    /// its share in all: a place goes to the first part whose samples up to it, as many as its share, are not yet all there.
    /// </summary>
    private int[] PartsOf(int[] places, int[] sizes)
    {
        int[] parts = new int[Count], given = new int[sizes.Length];
        for (int place = 0; place < Count; place++)
        {
            // The largest want; all sizes are met in the end, for the wants add up to the places that are left.
            int most = 0;
            for (int part = 1; part < sizes.Length; part++)
            {
                most = Want(part, place) > Want(most, place) ? part : most;
            }

            parts[place] = most;
            given[most]++;
        }

        return Array.ConvertAll(places, place => parts[place]);

        long Want(int part, int place) => given[part] == sizes[part]
            ? long.MinValue
            : ((place + 1L) * sizes[part]) - ((long)given[part] * Count);
    }

    private Dataset[] Views(int[] rows, int[] parts) =>
        [.. Enumerable.Range(0, parts.Max() + 1).Select(part => View([.. rows.Where((_, i) => parts[i] == part)]))];

    /// <summary>Parts one after the other, each without what is too near to the one before.</summary>
    private Dataset[] InOrder(int[] rows, int[] sizes, int gap, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        Dataset[] views = new Dataset[sizes.Length];
        int start = 0;
        for (int part = 0; part < sizes.Length; part++)
        {
            int end = start + sizes[part], from = part == 0 ? start : FirstBeyond(rows, start, gap);
            views[part] = from < end
                ? View(rows[from..end])
                : throw Empty(
                    name, gap > 0 ? Invariant($"A gap of {gap}, and tokens that windows share, leave") : "Tokens that windows share leave");
            start = end;
        }

        return views;
    }

    /// <summary>The first place from <paramref name="start"/> on behind a gap, whose row shares nothing with the row before it.</summary>
    private int FirstBeyond(int[] rows, int start, int gap)
    {
        int place = (int)Math.Min(start + (long)gap, rows.Length);
        while (place < rows.Length && rows[place] < rows[start - 1] + (long)Reach && Reach > 1)
        {
            place++;
        }

        return place;
    }

    /// <summary>The rows as they stand; of windows in the order of their text.</summary>
    private int[] RowsInTime() => Reach > 1 ? OrderedRows() : _view ?? [.. Enumerable.Range(0, Count)];

    private Dataset[] GroupViews<TGroup>(IReadOnlyList<TGroup> groups, int[] sizes, int seed)
        where TGroup : notnull
    {
        int[][] members = MembersOf(groups, seed);
        return [.. Assign(members, sizes, nameof(groups)).Select(samples => Subset([.. samples]))];
    }

    /// <summary>The samples of each group, the groups in random order.</summary>
    private int[][] MembersOf<TGroup>(IReadOnlyList<TGroup> groups, int seed)
        where TGroup : notnull
    {
        int[] keys = KeysOf(groups, nameof(groups));
        int[][] members = [.. Enumerable.Range(0, Count).GroupBy(sample => keys[sample]).Select(group => group.ToArray())];
        int[] order = new int[members.Length];
        SplitMix64.Shuffle(order, seed, 0);
        return Array.ConvertAll(order, group => members[group]);
    }

    /// <summary>Each group to the part that lacks most samples; the last ones to parts that have none yet.</summary>
    private static List<int>[] Assign(int[][] groups, int[] sizes, string name)
    {
        if (groups.Length < sizes.Length)
        {
            throw new ArgumentException(
                $"{Words.Counted(groups.Length, "group")} cannot be divided into {Words.Counted(sizes.Length, "part")}.", name);
        }

        List<int>[] parts = [.. sizes.Select(_ => new List<int>())];
        for (int i = 0; i < groups.Length; i++)
        {
            int empty = parts.Count(part => part.Count == 0);
            int[] open = [.. Enumerable.Range(0, parts.Length).Where(part => groups.Length - i > empty || parts[part].Count == 0)];
            parts[open.MaxBy(part => sizes[part] - parts[part].Count)].AddRange(groups[i]);
        }

        return parts;
    }

    /// <summary>Equal numbers for equal keys.</summary>
    private int[] KeysOf<TKey>(IReadOnlyList<TKey> keys, string name)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(keys, name);
        if (keys.Count != Count)
        {
            throw new ArgumentException($"{Words.Needs(Count, "", $"as many {name}", keys.Count)}.", name);
        }

        if (Reach > 1)
        {
            throw new InvalidOperationException("Windows share tokens with their neighbours: Split, TimeSplit and KFold keep them apart.");
        }

        Dictionary<TKey, int> numbers = [];
        int[] found = new int[Count];
        for (int sample = 0; sample < Count; sample++)
        {
            if (!numbers.TryGetValue(keys[sample], out int number))
            {
                numbers.Add(keys[sample], number = numbers.Count);
            }

            found[sample] = number;
        }

        return found;
    }
}
