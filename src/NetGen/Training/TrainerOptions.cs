namespace NetGen;

/// <summary>How a trainer works; the defaults suit most networks.</summary>
public sealed record TrainerOptions
{
    /// <summary>Seed of everything random in training: the order of the samples and dropout.</summary>
    public int Seed { get; init; }

    /// <summary>Threads of a step; 0 for the environment variable NETGEN_THREADS or, without it, all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Whether each epoch takes the samples in another random order.</summary>
    public bool Shuffle { get; init; } = true;
}
