namespace Shakespeare;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder of the text; null for the passage that the program carries.</summary>
    public string? Data { get; init; }

    /// <summary>Minutes to train, where <see cref="Steps"/> is null.</summary>
    public double Minutes { get; init; } = 2;

    /// <summary>Steps to train instead; null for a time.</summary>
    public int? Steps { get; init; }

    /// <summary>Windows in a training step.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Seed of the first weights, the windows and the characters written.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>What the scores are divided by before a character is drawn; 0 takes the best.</summary>
    public double Temperature { get; init; } = 0.8;

    /// <summary>Characters to write.</summary>
    public int Length { get; init; } = 500;

    /// <summary>What they follow; null for a new line, or where the text has none, its first character.</summary>
    public string? Prompt { get; init; }

    /// <summary>Where the weights go.</summary>
    public string Save { get; init; } = "shakespeare.safetensors";

    /// <summary>Whether this is one of several processes that train together.</summary>
    public bool Mpi { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
