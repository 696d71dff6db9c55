namespace NetGen.Explain;

/// <summary>Spearman's correlation: Pearson's of the ranks, equals sharing their mean rank.</summary>
internal static class RankCorrelation
{
    /// <summary>−1 to 1; 0 where one of them has no order.</summary>
    public static double Of(double[] left, double[] right)
    {
        double[] a = Ranks(left), b = Ranks(right);
        double mean = (a.Length - 1) / 2.0, product = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += (a[i] - mean) * (b[i] - mean);
            squareA += (a[i] - mean) * (a[i] - mean);
            squareB += (b[i] - mean) * (b[i] - mean);
        }

        return squareA > 0 && squareB > 0 ? product / Math.Sqrt(squareA * squareB) : 0;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            foreach (int i in order.AsSpan(start, end - start))
            {
                ranks[i] = (start + end - 1) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
