namespace NetGen;

/// <summary>What stands around the input.</summary>
public enum PaddingMode
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The input mirrored at its first and last element, which are not repeated: c b | a b c | b a.</summary>
    Reflect,

    /// <summary>The first and the last element again and again: a a | a b c | c c.</summary>
    Replicate,
}
