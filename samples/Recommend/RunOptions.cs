namespace Recommend;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>MovieLens' file or its folder; null for drawn data.</summary>
    public string? Data { get; init; }

    /// <summary>Passes over what users rated.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Items drawn for each rated one that its user did not rate.</summary>
    public int Negatives { get; init; } = 4;

    /// <summary>Pairs in a training step.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Seed of the first weights and of what is drawn in training.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Where the picture goes.</summary>
    public string Picture { get; init; } = "recommend.png";

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
