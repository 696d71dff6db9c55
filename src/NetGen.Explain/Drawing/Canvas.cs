namespace NetGen.Explain;

/// <summary>Where a text stands by its place.</summary>
internal enum Anchor
{
    /// <summary>It begins there.</summary>
    Start,

    /// <summary>Its middle is there.</summary>
    Middle,

    /// <summary>It ends there.</summary>
    End,
}

/// <summary>What pictures are drawn on: a page or a bitmap. Places are pixels from the upper left.</summary>
internal abstract class Canvas
{
    /// <summary>A filled rectangle; the title is what a page says where the pointer rests on it.</summary>
    public abstract void Rectangle(double x, double y, double width, double height, Ink ink, double radius = 0, string? title = null);

    /// <summary>A line through points.</summary>
    public abstract void Path(IReadOnlyList<(double X, double Y)> points, Ink ink, double width, double opacity = 1, bool isDashed = false);

    /// <summary>A filled circle.</summary>
    public abstract void Circle(double x, double y, double radius, Ink ink, double opacity = 1, string? title = null);

    /// <summary>A line of text whose base is at y.</summary>
    public abstract void Text(double x, double y, string text, Ink ink, double size = 12, Anchor anchor = Anchor.Start,
        bool isBold = false);

    /// <summary>A line of text turned by a quarter, read upwards, that ends below a place.</summary>
    public abstract void TextUp(double x, double y, string text, Ink ink, double size);

    /// <summary>A picture, each of whose pixels becomes a rectangle.</summary>
    public abstract void Pixels(double x, double y, double width, double height, Raster raster);

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, Ink ink, double width = 1, bool isDashed = false) =>
        Path([(x1, y1), (x2, y2)], ink, width, isDashed: isDashed);
}
