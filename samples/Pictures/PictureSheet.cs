using SkiaSharp;

namespace Samples;

/// <summary>Small grey pictures in lines and columns, written as one PNG.</summary>
internal static class PictureSheet
{
    private const int Gap = 4;

    // Between columns that do not belong together.
    private const int WideGap = 16;

    private static readonly SKColor Ground = new(0x30, 0x60, 0x90);

    /// <summary>Writes the pictures line by line.</summary>
    /// <param name="file">The PNG to write.</param>
    /// <param name="pictures">Square pictures of one size: 0 black to 1 white, row by row; what lies outside is cut.</param>
    /// <param name="columns">Pictures in a line.</param>
    /// <param name="together">Columns that stand close to each other, a divisor of <paramref name="columns"/>.</param>
    /// <param name="scale">Pixels along each side that one pixel becomes.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Save(string file, IReadOnlyList<float[]> pictures, int columns, int together, int scale = 2)
    {
        int size = (int)Math.Sqrt(pictures[0].Length), side = size * scale;
        int lines = (pictures.Count + columns - 1) / columns;
        using var bitmap = new SKBitmap(Left(columns, together, side), (lines * (side + Gap)) + Gap);
        bitmap.Erase(Ground);
        for (int i = 0; i < pictures.Count; i++)
        {
            Draw(bitmap, pictures[i], size, scale, Left(i % columns, together, side), (i / columns * (side + Gap)) + Gap);
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        using FileStream target = File.Create(file);
        png.SaveTo(target);
    }

    private static int Left(int column, int together, int side) =>
        (column * (side + Gap)) + (column / together * (WideGap - Gap)) + Gap;

    private static void Draw(SKBitmap bitmap, float[] picture, int size, int scale, int left, int top)
    {
        for (int y = 0; y < size * scale; y++)
        {
            for (int x = 0; x < size * scale; x++)
            {
                float value = picture[(y / scale * size) + (x / scale)];
                byte grey = (byte)MathF.Round(Math.Clamp(value, 0, 1) * byte.MaxValue);
                bitmap.SetPixel(left + x, top + y, new SKColor(grey, grey, grey));
            }
        }
    }
}
