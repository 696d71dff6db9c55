namespace NetGen.Data;

/// <summary>How a text is cut into words.</summary>
public sealed record WordOptions
{
    /// <summary>Whether upper and lower case make different words; else all is lower case, in no language's way of it.</summary>
    public bool KeepsCase { get; init; }

    /// <summary>Whether each number is a word of its own; else all digits are zeros: what counts is how many there are.</summary>
    public bool KeepsNumbers { get; init; }
}
