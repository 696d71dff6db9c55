namespace NetGen;

/// <summary>What becomes of a value that is none of the categories of a <see cref="OneHot"/>.</summary>
public enum UnseenCategory
{
    /// <summary>A <see cref="PreparationException"/>.</summary>
    Error,

    /// <summary>All outputs are 0.</summary>
    Zeros,

    /// <summary>An output of its own, the last, is 1.</summary>
    Other,
}
