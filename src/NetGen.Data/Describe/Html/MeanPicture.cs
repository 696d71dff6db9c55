using SkiaSharp;

namespace NetGen.Data.Html;

/// <summary>A mean of images as the source of an img element.</summary>
internal static class MeanPicture
{
    /// <summary>A PNG in which the least value of all pictures is black and the largest white.</summary>
    /// <param name="pixels">[channels × height × width].</param>
    /// <param name="shape">Channels (1 or 3), height and width.</param>
    /// <param name="least">What is black.</param>
    /// <param name="largest">What is white.</param>
    public static string DataUri(IReadOnlyList<double> pixels, Shape shape, double least, double largest)
    {
        (int channels, int height, int width) = (shape[0], shape[1], shape[2]);
        using var bitmap = new SKBitmap(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, new SKColor(Level(0, x, y), Level(channels / 2, x, y), Level(channels - 1, x, y)));
            }
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return "data:image/png;base64," + Convert.ToBase64String(png.AsSpan());

        byte Level(int channel, int x, int y) => largest > least
            ? (byte)Math.Round(255 * Math.Clamp((pixels[(((channel * height) + y) * width) + x] - least) / (largest - least), 0, 1))
            : (byte)0;
    }
}
