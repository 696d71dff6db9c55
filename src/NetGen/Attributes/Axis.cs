namespace NetGen;

/// <summary>A dimension of a value, without the batch.</summary>
public enum Axis
{
    /// <summary>Features of a position, or channels of an image.</summary>
    Features,

    /// <summary>Positions of a sequence.</summary>
    Length,

    /// <summary>Lines of an image.</summary>
    Height,

    /// <summary>Columns of an image.</summary>
    Width,
}
