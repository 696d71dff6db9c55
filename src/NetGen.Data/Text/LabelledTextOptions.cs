namespace NetGen.Data;

/// <summary>How a table of texts and labels is written; what is not said is guessed from its first lines.</summary>
public sealed record LabelledTextOptions
{
    /// <summary>The column of the texts: its name in the header, or its number from 1. Null for the one with the longest.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The column of the labels: its name or number. Null for the one with the fewest different values.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>
    /// What stands between columns; null for a tab where one is in the first line, else that of comma, semicolon and bar which divides the
    /// first lines best.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first line holds names; null to guess: it does where a column is given by a name, or where its label is none of the
    /// others'.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// Whether quotation marks hold fields together (RFC 4180); null for where columns are not divided by tabs. Else they are characters
    /// like others.
    /// </summary>
    public bool? IsQuoted { get; init; }
}
