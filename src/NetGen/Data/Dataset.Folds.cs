using static System.FormattableString;

namespace NetGen;

/// <content>Parts for cross-validation by strata, by groups, by time; views.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// As <see cref="KFold"/>, every stratum with its share in each part, give or take a sample: scikit-learn's <c>StratifiedKFold</c>.
    /// Labels are strata by themselves in <see cref="KFold"/>; this is for others, such as ranges of a target value.
    /// </summary>
    /// <param name="folds">Number of parts: 2 to <see cref="Count"/>.</param>
    /// <param name="strata">One for each sample, in their order.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of range.</exception>
    /// <exception cref="ArgumentException">There are not as many strata as samples.</exception>
    /// <exception cref="InvalidOperationException">The samples are windows that share tokens.</exception>
    public IReadOnlyList<(Dataset Train, Dataset Validation)> StratifiedKFold<TStratum>(
        int folds, IReadOnlyList<TStratum> strata, int seed = 0)
        where TStratum : notnull
    {
        CheckFolds(folds, Count);
        (int[] rows, int[] places) = Strata(seed, KeysOf(strata, nameof(strata)));
        return Folds(folds, rows, Array.ConvertAll(places, place => place % folds));
    }

    /// <summary>
    /// As <see cref="KFold"/>, but no group is in training and validation data of one pair: scikit-learn's <c>GroupKFold</c>. The largest
    /// groups come first, each to the part with fewest samples.
    /// </summary>
    /// <param name="folds">Number of parts: 2 to the number of groups.</param>
    /// <param name="groups">One for each sample, in their order.</param>
    /// <param name="seed">Equal seeds give equal views, on every platform: it orders groups of one size.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of range.</exception>
    /// <exception cref="ArgumentException">There are not as many groups as samples.</exception>
    /// <exception cref="InvalidOperationException">The samples are windows that share tokens.</exception>
    public IReadOnlyList<(Dataset Train, Dataset Validation)> GroupKFold<TGroup>(int folds, IReadOnlyList<TGroup> groups, int seed = 0)
        where TGroup : notnull
    {
        int[][] members = [.. MembersOf(groups, seed).OrderByDescending(group => group.Length)];
        CheckFolds(folds, members.Length);
        List<int>[] parts = Assign(members, new int[folds], nameof(groups));
        int[] partOf = new int[Count];
        for (int part = 0; part < folds; part++)
        {
            parts[part].ForEach(sample => partOf[sample] = part);
        }

        return Folds(folds, [.. Enumerable.Range(0, Count).Select(sample => Row(sample))], partOf);
    }

    /// <summary>
    /// For samples in the order of time: training data is what came before the validation data, and grows from pair to pair, each time by
    /// n / (folds + 1) samples, the size of each validation part; what that division leaves over is trained on first. scikit-learn's
    /// <c>TimeSeriesSplit</c>.
    /// </summary>
    /// <param name="folds">Number of pairs: 2 to <see cref="Count"/> − 1.</param>
    /// <param name="gap">Samples before the validation data that are not trained on; windows that share tokens with it never are.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="folds"/> is out of range, or the gap is negative or leaves nothing to train on.
    /// </exception>
    public IReadOnlyList<(Dataset Train, Dataset Validation)> TimeSeriesSplit(int folds, int gap = 0)
    {
        CheckFolds(folds, Count - 1);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        int[] rows = RowsInTime();
        int size = Count / (folds + 1);
        return [.. Enumerable.Range(0, folds).Select(fold =>
        {
            int start = Count - ((folds - fold) * size);
            int end = LastBefore(rows, start, gap);
            return end > 0
                ? (View(rows[..end]), View(rows[start..(start + size)]))
                : throw new ArgumentOutOfRangeException(
                    nameof(gap), Invariant($"A gap of {gap}, and tokens that windows share, leave nothing to train on."));
        })];
    }

    /// <summary>How many rows before <paramref name="start"/> are beyond a gap and share nothing with the row there.</summary>
    private int LastBefore(int[] rows, int start, int gap)
    {
        int end = Math.Max(start - gap, 0);
        while (Reach > 1 && end > 0 && rows[end - 1] + (long)Reach > rows[start])
        {
            end--;
        }

        return end;
    }

    private List<(Dataset Train, Dataset Validation)> Folds(int folds, int[] rows, int[] parts) =>
        [.. Enumerable.Range(0, folds).Select(fold => (
            View([.. rows.Where((_, i) => parts[i] != fold)]), View([.. rows.Where((_, i) => parts[i] == fold)])))];

    private static void CheckFolds(int folds, int most)
    {
        if (folds < 2 || folds > most)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), Invariant($"{folds} is no number of parts: there can be 2 to {most}."));
        }
    }
}
