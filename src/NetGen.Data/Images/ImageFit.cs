namespace NetGen.Data;

/// <summary>How a picture is brought to a size of other proportions.</summary>
public enum ImageFit
{
    /// <summary>As large as covers the size; what is left over on two sides, alike, is cut off.</summary>
    Crop,

    /// <summary>As large as fits in; the background fills two sides, alike.</summary>
    Pad,

    /// <summary>Stretched to the size.</summary>
    Stretch,

    /// <summary>As it is: the middle is cut out, and the background fills what is missing.</summary>
    CentreCrop,
}
