using NetGen.Runtime;

namespace NetGen;

/// <summary>How a trainer works; the defaults suit most networks.</summary>
/// <remarks>
/// The same seed, number of threads and vector width give the same weights to the bit. Both follow the machine where nothing is said: set
/// <see cref="Threads"/> and, where processors with AVX2 and with AVX-512 must agree, the environment variable NETGEN_SIMD to 256.
/// </remarks>
public sealed record TrainerOptions
{
    /// <summary>Seed of everything random in training: the order of the samples and dropout.</summary>
    public int Seed { get; init; }

    /// <summary>The key of dropout's random numbers: mixed, so that the streams of neighbouring seeds have nothing in common.</summary>
    internal uint MixedSeed => (uint)new SplitMix64(unchecked((uint)Seed)).Next();

    /// <summary>The environment variable NETGEN_THREADS where it is set, else the number of processors.</summary>
    /// <exception cref="InvalidOperationException">The variable is no whole number, or out of range.</exception>
    public static int DefaultThreads => ThreadTeam.DefaultThreads;

    /// <summary>Threads of a step; 0 for the environment variable NETGEN_THREADS or, without it, all processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Threads));
            field = value;
        }
    }

    /// <summary>Whether each epoch takes the samples in another random order.</summary>
    public bool Shuffle { get; init; } = true;
}
