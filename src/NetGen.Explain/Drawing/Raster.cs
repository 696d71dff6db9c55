using SkiaSharp;

namespace NetGen.Explain;

/// <summary>A small picture of coloured pixels, row by row.</summary>
/// <param name="Width">Pixels of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Colours">[height × width].</param>
internal sealed record Raster(int Width, int Height, SKColor[] Colours)
{
    /// <summary>The same for Skia; the caller's to dispose.</summary>
    public SKBitmap ToBitmap() => new(Width, Height) { Pixels = Colours };

    /// <summary>The same as the address of an image in a page.</summary>
    public string ToDataUri()
    {
        using SKBitmap bitmap = ToBitmap();
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return "data:image/png;base64," + Convert.ToBase64String(png.AsSpan());
    }
}
