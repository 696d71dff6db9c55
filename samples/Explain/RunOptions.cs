namespace Explanations;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder with the folders mnist, wine-quality and sms-spam.</summary>
    public required string Data { get; init; }

    /// <summary>Folder of the reports.</summary>
    public required string Output { get; init; }

    /// <summary>Passes over the training digits.</summary>
    public int Epochs { get; init; } = 3;

    /// <summary>Digits to train on; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Seed of the first weights and all that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
