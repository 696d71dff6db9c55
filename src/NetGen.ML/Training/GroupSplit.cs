using static System.FormattableString;

namespace NetGen.ML;

/// <summary>Divides samples so that those of one group stay together.</summary>
internal static class GroupSplit
{
    /// <summary>Draws groups until they have a share of the samples.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="groups">The group of each, from 0.</param>
    /// <param name="fraction">Share of the second part, at least.</param>
    /// <param name="seed">Equal seeds draw alike.</param>
    /// <exception cref="ArgumentException">No group is left for the first part.</exception>
    public static (Dataset First, Dataset Second) Divide(Dataset data, int[] groups, double fraction, int seed)
    {
        int[] order = new int[groups.Max() + 1];
        SplitMix64.Shuffle(order, seed, 0);
        int[] sizes = new int[order.Length];
        foreach (int group in groups)
        {
            sizes[group]++;
        }

        HashSet<int> drawn = [];
        for (int i = 0, samples = 0; samples < fraction * groups.Length; samples += sizes[order[i++]])
        {
            drawn.Add(order[i]);
        }

        int[] second = [.. Enumerable.Range(0, groups.Length).Where(sample => drawn.Contains(groups[sample]))];
        int[] first = [.. Enumerable.Range(0, groups.Length).Where(sample => !drawn.Contains(groups[sample]))];
        return first.Length > 0
            ? (data.Subset(first), data.Subset(second))
            : throw new ArgumentException(
                Invariant($"With {fraction} of the samples validated on, {order.Length} groups leave none to train on."));
    }
}
