namespace NetGen;

/// <summary>A dimension of a value, without the batch.</summary>
public enum Axis
{
    /// <summary>Features of a position, or channels of an image.</summary>
    Features,

    /// <summary>The same by the name that images have for it.</summary>
    Channels = Features,

    /// <summary>Positions of a sequence.</summary>
    Length,

    /// <summary>Lines of an image.</summary>
    Height,

    /// <summary>Columns of an image.</summary>
    Width,

    /// <summary>None of them: one for all.</summary>
    None = -1,
}
