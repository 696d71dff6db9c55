namespace NetGen;

/// <summary>Random numbers for the samples of one step, in one process.</summary>
public sealed class BatchRandom
{
    private SplitMix64 _bits = new(0);

    internal BatchRandom()
    {
    }

    /// <summary>Begins the numbers of a step in one of the processes.</summary>
    internal void Begin(int seed, long step, int rank = 0)
    {
        // Mixed once, so that the streams of neighbouring steps have nothing in common; those of the processes likewise.
        SplitMix64 mixed = new(((ulong)(uint)seed << 32) ^ (ulong)step);
        ulong key = mixed.Next();
        _bits = new((rank == 0 ? key : new SplitMix64(key ^ (uint)rank).Next()) ^ 0x94D049BB133111EB);
    }

    /// <summary>0 to below 1, 53 bits.</summary>
    public double NextDouble() => (_bits.Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>A key for numbers that are computed many at once.</summary>
    internal uint NextKey() => (uint)(_bits.Next() >> 32);

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is below 1.</exception>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return _bits.Next(bound);
    }

    /// <summary>From a normal distribution of mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>From a beta distribution of α = β, by two gamma variates.</summary>
    /// <param name="alpha">Above 0.</param>
    public double NextBeta(double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        double x = LogGamma(alpha), y = LogGamma(alpha);

        // x / (x + y) of logarithms: for a small α both may be less than the smallest double.
        return 1 / (1 + Math.Exp(y - x));
    }

    /// <summary>
    /// The logarithm of a gamma variate of shape α and scale 1: Marsaglia and Tsang 2000, below 1 by Γ(α) = Γ(α + 1) · U^(1/α).
    /// </summary>
    private double LogGamma(double alpha)
    {
        if (alpha < 1)
        {
            return LogGamma(alpha + 1) + (Math.Log(1 - NextDouble()) / alpha);
        }

        double d = alpha - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = NextNormal(), v = 1 + (c * x);
            v = v * v * v;
            if (v > 0 && Math.Log(1 - NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v))))
            {
                return Math.Log(d * v);
            }
        }
    }
}
