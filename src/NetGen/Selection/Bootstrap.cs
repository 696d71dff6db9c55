namespace NetGen;

/// <summary>Samples drawn with replacement. Efron 1979, "Bootstrap methods: another look at the jackknife".</summary>
internal static class Bootstrap
{
    /// <summary>As many samples as there are; the same for the same seed and round, on every platform.</summary>
    public static int[] Draw(int count, int seed, int round)
    {
        SplitMix64 random = Random(seed, round);
        int[] drawn = new int[count];
        foreach (ref int sample in drawn.AsSpan())
        {
            sample = random.Next(count);
        }

        return drawn;
    }

    /// <summary>As many samples as there are weights, each as often as its share of them all.</summary>
    public static int[] Draw(double[] weights, int seed, int round)
    {
        double[] sums = new double[weights.Length];
        double sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = sum += weights[i];
        }

        SplitMix64 random = Random(seed, round);
        int[] drawn = new int[weights.Length];
        foreach (ref int sample in drawn.AsSpan())
        {
            int place = Array.BinarySearch(sums, (random.Next() >> 11) * (sum / (1L << 53)));
            sample = Math.Min(place < 0 ? ~place : place + 1, sums.Length - 1);
        }

        return drawn;
    }

    /// <summary>For the weights and the training of one round: no other has it.</summary>
    public static int SeedOf(int seed, int round) => (int)(Random(seed, round).Next() >> 33);

    private static SplitMix64 Random(int seed, int round) => new(((ulong)(uint)seed << 32) | (uint)round);
}
