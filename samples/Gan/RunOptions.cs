namespace Gan;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder of the data; null to look for it.</summary>
    public string? Data { get; init; }

    /// <summary>Minutes after which the training ends.</summary>
    public required double Minutes { get; init; }

    /// <summary>Most passes over the training digits; null for as many as there is time for.</summary>
    public int? Epochs { get; init; }

    /// <summary>Digits of each kind in a step.</summary>
    public required int Batch { get; init; }

    /// <summary>Seed of the first weights, the order of the digits, the noise and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public required int Threads { get; init; }

    /// <summary>Most training digits taken; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Folder of the pictures and the generator's weights.</summary>
    public required string Output { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
