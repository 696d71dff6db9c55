namespace NetGen.Data;

/// <summary>
/// How much one quantity tells of another: I(X; Y) = Σ p(x, y) · ln (p(x, y) / (p(x) · p(y))), in nats, 0 where they have nothing to do
/// with each other. Cover and Thomas 2006, "Elements of Information Theory", §2.3.
/// </summary>
/// <remarks>
/// The probabilities are the shares of the samples, so that n samples of independent X and Y in a and b bins show about
/// (a − 1) · (b − 1) / 2n instead of 0: Miller 1955.
/// </remarks>
public static class MutualInformation
{
    /// <summary>The information that one sequence of bins has of another.</summary>
    /// <param name="first">A bin for each sample, from 0.</param>
    /// <param name="second">As many.</param>
    /// <exception cref="ArgumentException">There is no sample, a bin is negative, or the lengths differ.</exception>
    public static double Of(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        if (first.Length != second.Length || first.Length == 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{first.Length} and {second.Length} bins are no pairs: at least one is needed."),
                nameof(second));
        }

        int[] ofFirst = Count(first, nameof(first)), ofSecond = Count(second, nameof(second));
        Dictionary<(int, int), int> ofBoth = [];
        for (int i = 0; i < first.Length; i++)
        {
            ofBoth[(first[i], second[i])] = ofBoth.GetValueOrDefault((first[i], second[i])) + 1;
        }

        double count = first.Length, sum = 0;
        foreach (((int x, int y), int both) in ofBoth.OrderBy(pair => pair.Key))
        {
            sum += both / count * Math.Log(both * count / ((double)ofFirst[x] * ofSecond[y]));
        }

        return Math.Max(sum, 0);
    }

    /// <summary>
    /// Bins of equal frequency: where v of n values lie below one, it is in bin ⌊v · bins / n⌋. Equal values share a bin; NaN, a missing
    /// value, has one behind the others.
    /// </summary>
    /// <param name="values">Any numbers.</param>
    /// <param name="bins">At least 1.</param>
    /// <returns>A bin for each value.</returns>
    public static int[] EqualFrequencyBins(ReadOnlySpan<double> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        double[] sorted = new double[values.Length];
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
            {
                sorted[count++] = value;
            }
        }

        Span<double> present = sorted.AsSpan(0, count);
        present.Sort();
        int[] result = new int[values.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = double.IsNaN(values[i]) ? bins : (int)((long)SortedValues.Below(present, values[i]) * bins / count);
        }

        return result;
    }

    private static int[] Count(ReadOnlySpan<int> bins, string name)
    {
        int most = 0;
        foreach (int bin in bins)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bin, name);
            most = Math.Max(most, bin);
        }

        int[] counts = new int[most + 1];
        foreach (int bin in bins)
        {
            counts[bin]++;
        }

        return counts;
    }
}
