namespace Texts;

/// <summary>What the networks take and give.</summary>
internal static class TextSize
{
    /// <summary>Tokens that they know.</summary>
    public const int Vocabulary = 4096;

    /// <summary>Words of a text that they read; longer ones are cut.</summary>
    public const int Length = 64;

    /// <summary>The token behind the last word.</summary>
    public const int Padding = 0;

    /// <summary>Most kinds of text that they tell apart: those that the data does not have are soon never answered.</summary>
    public const int Kinds = 16;
}
