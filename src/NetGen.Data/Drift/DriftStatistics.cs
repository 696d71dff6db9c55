namespace NetGen.Data;

/// <summary>The figures of a check of drift.</summary>
internal static class DriftStatistics
{
    private const int Ranges = 10;

    /// <summary>Shares of both in ranges that divide the reference evenly; equal values are never divided.</summary>
    /// <param name="reference">Sorted.</param>
    /// <param name="later">Sorted.</param>
    public static (double[] Reference, double[] Later) Shares(double[] reference, double[] later)
    {
        // The last value of each range.
        double[] ends = [.. Enumerable.Range(1, Ranges - 1)
            .Select(range => reference[((int)((long)range * reference.Length / Ranges)) - 1]).Where(end => end < reference[^1]).Distinct()];
        return (SharesOf(reference), SharesOf(later));

        double[] SharesOf(double[] values)
        {
            // Half a sample more in each, so that none is empty.
            double[] shares = new double[ends.Length + 1];
            Array.Fill(shares, 0.5 / (values.Length + (0.5 * shares.Length)));
            foreach (double value in values)
            {
                int place = Array.BinarySearch(ends, value);
                shares[place < 0 ? ~place : place] += 1 / (values.Length + (0.5 * shares.Length));
            }

            return shares;
        }
    }

    /// <summary>Σ (q − p) · ln(q / p).</summary>
    public static double StabilityIndex(double[] p, double[] q) =>
        p.Zip(q, (one, other) => (other - one) * Math.Log(other / one)).Sum();

    /// <summary>max |F(x) − G(x)| of the two cumulative distributions.</summary>
    /// <param name="first">Sorted.</param>
    /// <param name="second">Sorted.</param>
    public static double Distance(double[] first, double[] second)
    {
        double most = 0;
        for (int i = 0, j = 0; i < first.Length && j < second.Length;)
        {
            double value = Math.Min(first[i], second[j]);
            while (i < first.Length && first[i] == value)
            {
                i++;
            }

            while (j < second.Length && second[j] == value)
            {
                j++;
            }

            most = Math.Max(most, Math.Abs(((double)i / first.Length) - ((double)j / second.Length)));
        }

        return most;
    }

    /// <summary>
    /// The chance of a larger distance between two samples of one distribution, for large samples: Q(λ) = 2 Σ (−1)^(k−1) · exp(−2k²λ²), λ =
    /// D · √(n·m / (n + m)). Kolmogorov 1933; Smirnov 1948, "Table for estimating the goodness of fit of empirical distributions". Where
    /// values are equal it is too large, never too small.
    /// </summary>
    public static double DistancePValue(double distance, int first, int second) =>
        Kolmogorov(distance * Math.Sqrt((double)first * second / ((double)first + second)));

    /// <summary>Q(λ); below 1 by the sum in its other form, 1 − √(2π) / λ · Σ exp(−(2k − 1)²π² / 8λ²), which ends sooner there.</summary>
    public static double Kolmogorov(double lambda)
    {
        const int Terms = 20;
        if (lambda < 1)
        {
            double sum = Enumerable.Range(1, Terms).Sum(k => Math.Exp(-Square(((2 * k) - 1) * Math.PI / lambda) / 8));
            return lambda > 0 ? 1 - (Math.Sqrt(2 * Math.PI) / lambda * sum) : 1;
        }

        return 2 * Enumerable.Range(1, Terms).Sum(k => (k % 2 == 1 ? 1 : -1) * Math.Exp(-2 * Square(k * lambda)));
    }

    /// <summary>
    /// p-values that hold for all of them together: pᵢ · (m − i) in ascending order, none below the one before. Holm 1979, "A simple
    /// sequentially rejective multiple test procedure".
    /// </summary>
    public static double[] Adjust(double[] pValues)
    {
        int[] order = [.. Enumerable.Range(0, pValues.Length).OrderBy(i => pValues[i])];
        double[] adjusted = new double[pValues.Length];
        double before = 0;
        for (int i = 0; i < order.Length; i++)
        {
            before = Math.Max(before, Math.Min(1, pValues[order[i]] * (order.Length - i)));
            adjusted[order[i]] = before;
        }

        return adjusted;
    }

    /// <summary>The chance that of so many coins so many or more fall on their head.</summary>
    public static double Heads(int coins, int heads)
    {
        if (2 * heads <= coins)
        {
            return 1 - (heads == 0 ? 0 : Heads(coins, coins - heads + 1));
        }

        // The first term by its logarithm, the others, which are smaller, from one another.
        double log = -coins * Math.Log(2), sum = 0;
        for (int i = 1; i <= heads; i++)
        {
            log += Math.Log((coins - i + 1.0) / i);
        }

        double term = Math.Exp(log);
        for (int i = heads; i <= coins; i++)
        {
            sum += term;
            term *= (coins - (double)i) / (i + 1);
        }

        return sum;
    }

    private static double Square(double value) => value * value;
}
