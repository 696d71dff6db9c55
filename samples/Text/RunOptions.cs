namespace Texts;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>A CSV or TSV, or the folder of the data.</summary>
    public string? Data { get; init; }

    /// <summary>Name or number of the texts' column; null to guess.</summary>
    public string? TextColumn { get; init; }

    /// <summary>Name or number of the labels' column; null to guess.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>Which texts of a folder: "sms-spam" or "imdb-sentences".</summary>
    public required string Dataset { get; init; }

    /// <summary>Which network: "embeddingbag", "cnn", "lstm" or "gru".</summary>
    public required string Model { get; init; }

    /// <summary>Passes over the training texts; null for what suits the network.</summary>
    public int? Epochs { get; init; }

    /// <summary>Texts in a training step.</summary>
    public int Batch { get; init; }

    /// <summary>Seed of the parts, the first weights, the order of the texts and dropout.</summary>
    public int Seed { get; init; }

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
