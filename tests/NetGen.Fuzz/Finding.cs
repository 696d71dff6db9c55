namespace NetGen.Fuzz;

/// <summary>Something that must not happen.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">Which network or source, so that it can be made again.</param>
/// <param name="Detail">Messages of the compilers.</param>
/// <param name="Source">What caused it.</param>
internal sealed record Finding(FindingKind Kind, string Subject, string Detail, string Source)
{
    public override string ToString() => $"== {Kind}: {Subject}\n{Detail}\n{Source}";
}

/// <summary>What must not happen.</summary>
internal enum FindingKind
{
    /// <summary>An exception, or NG0099.</summary>
    Crash,

    /// <summary>A run of the generator that takes longer than a second.</summary>
    Hang,

    /// <summary>Generated code with errors or warnings.</summary>
    Miscompiled,

    /// <summary>A network that is wrong, and no NG error.</summary>
    Accepted,

    /// <summary>A network that is right, and an NG error.</summary>
    Rejected,

    /// <summary>A training step that throws, or whose loss is no number.</summary>
    Untrainable,

    /// <summary>A gradient that is not that of the loss.</summary>
    WrongGradient,
}
