namespace Tabular;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>"wine-quality" or "auto-mpg".</summary>
    public string Dataset { get; init; } = "wine-quality";

    /// <summary>"network", or "additive": a neural additive model is compared, too, and its curves are drawn.</summary>
    public string Model { get; init; } = "network";

    /// <summary>Folder with the folders of the tables; null for NETGEN_DATA.</summary>
    public string? Data { get; init; }

    /// <summary>Parts of the cross-validation.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Networks whose predictions are averaged.</summary>
    public int Members { get; init; } = 3;

    /// <summary>Passes of a network over the rows.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Points of the learning curve below all rows.</summary>
    public int Halvings { get; init; } = 4;

    /// <summary>Seed of the folds, the first weights and all that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Folds that run at once; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Folder of the pictures.</summary>
    public string Output { get; init; } = "tabular";

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
