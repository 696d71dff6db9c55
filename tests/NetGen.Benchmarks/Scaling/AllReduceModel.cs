namespace NetGen.Benchmarks.Scaling;

/// <summary>
/// How long an all-reduce takes by the α-β model: α seconds a message, β bytes a second; the additions themselves are left out.
/// </summary>
/// <param name="Name">As printed.</param>
/// <param name="Seconds">Of p processes, n bytes, α and β.</param>
internal sealed record AllReduceModel(string Name, Func<int, long, double, double, double> Seconds)
{
    /// <summary>2·(p − 1)·α + 2·(p − 1)/p · n/β: Patarasuk and Yuan 2009, https://doi.org/10.1016/j.jpdc.2008.09.002.</summary>
    public static readonly AllReduceModel Ring = new("ring", (p, n, latency, bandwidth) =>
        (2.0 * (p - 1) * latency) + (2.0 * (p - 1) / p * n / bandwidth));

    /// <summary>
    /// 2·⌈log₂ p⌉·(α + n/β), a reduction and a broadcast by binomial trees: Thakur et al. 2005, https://doi.org/10.1177/1094342005051521.
    /// </summary>
    public static readonly AllReduceModel Tree = new("tree", (p, n, latency, bandwidth) =>
        2 * Math.Ceiling(Math.Log2(p)) * (latency + (n / bandwidth)));

    /// <summary>
    /// How long the steps wait for sums: each is begun at its time before the end of the gradients, and none before the one before is done.
    /// </summary>
    /// <param name="sums">Bytes of each, and seconds from its beginning to the end of the gradients.</param>
    /// <param name="processes">How many.</param>
    /// <param name="latency">α.</param>
    /// <param name="bandwidth">β.</param>
    /// <param name="overlaps">Whether they are begun in their time, or all at the end.</param>
    public double Exposed(IEnumerable<(long Bytes, double Lead)> sums, int processes, double latency, double bandwidth, bool overlaps)
    {
        double free = double.NegativeInfinity;
        foreach ((long bytes, double lead) in sums)
        {
            free = Math.Max(free, overlaps ? -lead : 0) + Seconds(processes, bytes, latency, bandwidth);
        }

        return Math.Max(free, 0);
    }
}
