namespace Finetune;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder with the folders of digits and of clothes.</summary>
    public string? Data { get; init; }

    /// <summary>Digits of the first training; null for all.</summary>
    public int? Digits { get; init; }

    /// <summary>Passes over the digits.</summary>
    public int DigitEpochs { get; init; } = 1;

    /// <summary>Passes over the pictures of clothes in each mode.</summary>
    public int Epochs { get; init; } = 80;

    /// <summary>Outer steps of Reptile.</summary>
    public int Tasks { get; init; } = 1_500;

    /// <summary>Choices of five pictures for each digit that Reptile's network is adapted to.</summary>
    public int Episodes { get; init; } = 50;

    /// <summary>Seed of the first weights and all that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public int Threads { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
