using static System.FormattableString;

namespace NetGen;

/// <content>Views: other datasets of the same samples. They share the data and hold a number for each sample.</content>
public sealed partial class Dataset
{
    /// <summary>The first <paramref name="count"/> samples, or all where there are fewer; a view.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public Dataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return count >= Count ? this : new(count, Inputs, Targets, _view?[..count]);
    }

    /// <summary>Some samples that follow each other; a view.</summary>
    internal Dataset Range(int start, int count) => start == 0
        ? Take(count)
        : View(_view is null ? [.. Enumerable.Range(start, count)] : _view[start..(start + count)]);

    /// <summary>Some samples in the order given, which may name one several times; a view.</summary>
    /// <param name="samples">At least one, each from 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentException">There is none, or one does not exist.</exception>
    public Dataset Subset(ReadOnlySpan<int> samples)
    {
        int[] rows = new int[samples.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = Row(samples[i], nameof(samples));
        }

        return rows.Length > 0 ? View(rows) : throw new ArgumentException("A dataset has at least one sample.", nameof(samples));
    }

    /// <summary>All samples in random order; a view. A trainer shuffles by itself, anew in each epoch, unless told not to.</summary>
    /// <param name="seed">Equal seeds give equal orders, on every platform.</param>
    public Dataset Shuffle(int seed = 0) => View(RandomRows(seed));

    /// <summary>
    /// Divides the samples at random into two views, for example to train on the first and validate on the second. Where the samples have a
    /// label each, every class has its share in both, give or take a sample. Windows that share tokens with their neighbours are divided in
    /// the order of the text instead, without those on the border: no token of one part is in the other.
    /// </summary>
    /// <param name="fraction">Share of the first view, above 0 and below 1.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the views would be empty.</exception>
    public (Dataset First, Dataset Second) Split(double fraction, int seed = 0)
    {
        int[] sizes = Sizes(fraction);
        if (Reach > 1)
        {
            return Two(InOrder(OrderedRows(), sizes, 0, nameof(fraction)));
        }

        (int[] rows, int[] places) = Strata(seed, LabelOf);
        long first = sizes[0];
        bool[] isFirst = Array.ConvertAll(places, place => (place + 1L) * first / Count > place * first / Count);
        return (View([.. rows.Where((_, i) => isFirst[i])]), View([.. rows.Where((_, i) => !isFirst[i])]));
    }

    /// <summary>
    /// Divides the samples at random into parts for cross-validation: each part is the validation data once, and training takes the others.
    /// Classes and windows are treated as by <see cref="Split(double, int)"/>.
    /// </summary>
    /// <param name="folds">Number of parts: 2 to <see cref="Count"/>.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <returns>A pair of views for each part.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of range, or leaves nothing to train on.</exception>
    public IReadOnlyList<(Dataset Train, Dataset Validation)> KFold(int folds, int seed = 0)
    {
        CheckFolds(folds, Count);
        if (Reach > 1)
        {
            int[] ordered = OrderedRows();
            int[] borders = [.. Enumerable.Range(0, folds + 1).Select(fold => (int)((long)fold * Count / folds))];
            return [.. Enumerable.Range(0, folds).Select(fold => FoldInOrder(ordered, borders[fold], borders[fold + 1]))];
        }

        (int[] rows, int[] places) = Strata(seed, LabelOf);
        return Folds(folds, rows, Array.ConvertAll(places, place => place % folds));
    }

    /// <summary>How many rows, itself included, a row shares elements with in one direction; 1 where each has its own.</summary>
    internal int Reach => Inputs.Concat(Targets).Max(entry => (entry.Column as IntegerColumn)?.Reach ?? 1);

    private (Dataset Train, Dataset Validation) FoldInOrder(int[] ordered, int start, int end)
    {
        long first = ordered[start], last = ordered[end - 1];
        int[] train = Array.FindAll(ordered, row => row + (long)Reach <= first || row >= last + Reach);
        return train.Length > 0
            ? (View(train), View(ordered[start..end]))
            : throw new ArgumentOutOfRangeException(
                "folds", Invariant($"In {Count} windows none is left that shares no token with a part."));
    }

    /// <summary>The label of each sample by the first target of one label; all 0 where there is none.</summary>
    private int[] LabelOf
    {
        get
        {
            IntegerColumn? labels = Targets.Select(target => target.Column).OfType<IntegerColumn>()
                .FirstOrDefault(column => column.Size == 1);
            return [.. Enumerable.Range(0, Count).Select(sample => labels is null ? 0 : labels[Row(sample)][0])];
        }
    }

    /// <summary>
    /// The rows in random order, and the place that each of them has where they are sorted by the stratum of their sample.
    /// </summary>
    private (int[] Rows, int[] Places) Strata(int seed, int[] strata)
    {
        int[] order = new int[Count], places = new int[Count];
        SplitMix64.Shuffle(order, seed, 0);
        long[] keys = [.. order.Select((sample, i) => ((long)strata[sample] << 32) | (uint)i)];
        Array.Sort(keys);
        for (int place = 0; place < keys.Length; place++)
        {
            places[(int)(uint)keys[place]] = place;
        }

        return (Array.ConvertAll(order, sample => Row(sample)), places);
    }

    private int[] RandomRows(int seed)
    {
        int[] order = new int[Count];
        SplitMix64.Shuffle(order, seed, 0);
        return _view is null ? order : Array.ConvertAll(order, sample => _view[sample]);
    }

    private int[] OrderedRows() => _view is null ? [.. Enumerable.Range(0, Count)] : [.. _view.Order()];

    private Dataset View(int[] rows) => new(rows.Length, Inputs, Targets, rows);
}
