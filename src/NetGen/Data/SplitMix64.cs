namespace NetGen;

/// <summary>
/// The SplitMix64 generator (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014):
/// state += 0x9E3779B97F4A7C15, then a mix of it. Small, and the same on every platform.
/// </summary>
internal struct SplitMix64(ulong seed)
{
    // Odd, so that no two blocks have one state.
    private const ulong BlockFactor = 0xD1342543DE82EF95;

    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to <paramref name="bound"/> − 1: the high word of random · bound.</summary>
    public int Next(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Fills <paramref name="order"/> with 0, 1, 2 …, shuffled (Fisher–Yates) as the seeds say.</summary>
    public static void Shuffle(Span<int> order, int seed, int stream, int block = 0)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        SplitMix64 random = new((((ulong)(uint)seed << 32) | (uint)stream) ^ ((ulong)(uint)block * BlockFactor));
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
