namespace FewShot;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder of the digits; null for drawn ones.</summary>
    public string? Data { get; init; }

    /// <summary>Digits that a query is to be told from in an episode.</summary>
    public int Ways { get; init; } = 3;

    /// <summary>Pictures of each that are known.</summary>
    public int Shots { get; init; } = 1;

    /// <summary>Episodes of the test.</summary>
    public int Episodes { get; init; } = 2_000;

    /// <summary>Pairs to train on.</summary>
    public int Pairs { get; init; } = 40_000;

    /// <summary>Passes over the pairs.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Pairs in a training step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Seed of the first weights, the pairs and the episodes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Where the picture goes.</summary>
    public string Picture { get; init; } = "fewshot.png";

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
