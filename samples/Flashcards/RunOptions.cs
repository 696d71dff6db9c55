namespace Flashcards;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Cards to train on.</summary>
    public required int Cards { get; init; }

    /// <summary>Passes over them.</summary>
    public required int Epochs { get; init; }

    /// <summary>Cards in a training step.</summary>
    public required int Batch { get; init; }

    /// <summary>Seed of the histories and of their order.</summary>
    public required int Seed { get; init; }

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public required int Threads { get; init; }

    /// <summary>Folder of the picture.</summary>
    public required string Output { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
