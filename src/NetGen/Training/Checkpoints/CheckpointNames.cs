namespace NetGen;

/// <summary>
/// What a checkpoint holds beside the weights, which have their own names: names with a slash, which no parameter has.
/// </summary>
internal static class CheckpointNames
{
    /// <summary>The remark that makes a file a checkpoint: its version.</summary>
    public const string Version = "netgen.checkpoint";

    /// <summary>What the optimizers remember.</summary>
    public const string Trainer = "trainer/";

    /// <summary>What callbacks remember.</summary>
    public const string Callback = "callback/";

    /// <summary>The average of the weights among the tensors of a copy of them: no parameter has a slash in its name.</summary>
    public const string Average = "average/weights";

    /// <summary>Behind the name of a copy, how often weights were averaged.</summary>
    public const string Averaged = ".averaged";

    /// <summary>Whether a file is a checkpoint.</summary>
    public static bool IsCheckpoint(SafetensorsFile file) => file.Metadata.ContainsKey(Version);

    /// <summary>Whether a tensor of a checkpoint is no weight.</summary>
    public static bool IsBesideWeights(string name) => name.Contains('/', StringComparison.Ordinal);
}
