namespace NetGen.Data;

/// <summary>Sequences of tokens.</summary>
public sealed record TokenDescription
{
    /// <summary>Different tokens that occur, without padding.</summary>
    public required int Distinct { get; init; }

    /// <summary>All of them, without padding.</summary>
    public required long Total { get; init; }

    /// <summary>The most frequent tokens and how often they occur, by frequency, then by token.</summary>
    public required IReadOnlyList<(int Token, long Count)> Frequent { get; init; }

    /// <summary>Tokens of a sequence up to its last that is no padding.</summary>
    public required FeatureDescription Lengths { get; init; }
}
