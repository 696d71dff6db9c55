using NetGen;

namespace Digits;

/// <summary>What the command line asked for.</summary>
internal sealed record RunOptions
{
    /// <summary>Folder of the data; null to look for it.</summary>
    public string? Data { get; init; }

    /// <summary>Which network: "cnn", "mlp", "resnet20" or "small".</summary>
    public required string Model { get; init; }

    /// <summary>Passes over the training digits.</summary>
    public required int Epochs { get; init; }

    /// <summary>Digits in a training step.</summary>
    public required int Batch { get; init; }

    /// <summary>Seed of the first weights, the order of the digits and dropout.</summary>
    public required int Seed { get; init; }

    /// <summary>Threads; 0 for NETGEN_THREADS or all processors.</summary>
    public required int Threads { get; init; }

    /// <summary>Most digits taken of the training and of the test part; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Most pixels that a training picture is moved by, each epoch anew.</summary>
    public int Shift { get; init; }

    /// <summary>Whether training pictures are turned, scaled, moved and partly covered, each epoch anew.</summary>
    public bool Augment { get; init; }

    /// <summary>Whether the learning rate rises before it falls.</summary>
    public bool OneCycle { get; init; }

    /// <summary>What stays of the average of the weights in each step; 0 for no average.</summary>
    public double Average { get; init; }

    /// <summary>Where the weights go.</summary>
    public required string Save { get; init; }

    /// <summary>The number type of the weights there.</summary>
    public WeightStorage Storage { get; init; }

    /// <summary>Whether this is one of several processes that train together.</summary>
    public bool Mpi { get; init; }

    /// <summary>Where checkpoints go; null for none.</summary>
    public string? Checkpoints { get; init; }

    /// <summary>Whether it goes on from the newest of them.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether the last line of output is a JSON object.</summary>
    public bool Json { get; init; }
}
