namespace Autoencoder;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder of the digits; null for drawn ones.</summary>
    public string? Data { get; init; }

    /// <summary>Whether to train on one digit alone and find the others by how badly they are drawn.</summary>
    public bool Anomaly { get; init; }

    /// <summary>That digit.</summary>
    public int Digit { get; init; } = 1;

    /// <summary>Passes over the training digits; null for what suits their number.</summary>
    public int? Epochs { get; init; }

    /// <summary>Digits in a training step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Seed of the first weights, the order of the digits and which healthy ones are held out.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Where the picture goes.</summary>
    public string Picture { get; init; } = "autoencoder.png";

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
