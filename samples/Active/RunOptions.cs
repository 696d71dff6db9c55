namespace Active;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder of the digits; null for drawn ones.</summary>
    public string? Data { get; init; }

    /// <summary>Labels to begin with.</summary>
    public int First { get; init; } = 100;

    /// <summary>Labels that are asked for after each training.</summary>
    public int Round { get; init; } = 50;

    /// <summary>Labels at most.</summary>
    public int Most { get; init; } = 700;

    /// <summary>The accuracy whose price in labels is compared.</summary>
    public double Accuracy { get; init; } = 0.95;

    /// <summary>Runs of each strategy, with other labels to begin with.</summary>
    public int Runs { get; init; } = 3;

    /// <summary>Training steps in a round.</summary>
    public int Steps { get; init; } = 400;

    /// <summary>Seed of the first run.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Where the picture goes.</summary>
    public string Picture { get; init; } = "active.png";

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
