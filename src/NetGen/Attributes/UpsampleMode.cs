namespace NetGen;

/// <summary>What stands between the pixels of an image that is enlarged.</summary>
public enum UpsampleMode
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>
    /// A mean of the nearest four, weighted by how near their centres are; beyond the outermost centres these stay (PyTorch's
    /// align_corners = false).
    /// </summary>
    Bilinear,
}
