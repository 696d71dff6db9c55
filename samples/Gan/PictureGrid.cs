using SkiaSharp;

namespace Gan;

/// <summary>Many drawn digits in one picture.</summary>
internal static class PictureGrid
{
    /// <summary>Digits in a line, and lines.</summary>
    public const int Side = 10;

    private const int Size = 28;
    private const int Gap = 2;
    private const int Scale = 2;

    /// <summary>Height and width of the picture, in pixels.</summary>
    public const int Width = Scale * ((Side * (Size + Gap)) + Gap);

    /// <summary>Draws digits from noise that is the same in every call, and writes them as PNG.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Generator generator)
    {
        float[] noise = new float[Side * Side * GanTraining.NoiseSize], digits = new float[Side * Side * Size * Size];
        GanTraining.DrawNoise(new Random(0), noise);
        generator.Predict(noise, digits);
        byte[] pixels = new byte[Width * Width];
        pixels.AsSpan().Fill(96);
        for (int y = 0; y < Width; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                (int line, int row) = Math.DivRem((y / Scale) - Gap + (Size + Gap), Size + Gap);
                (int column, int pixel) = Math.DivRem((x / Scale) - Gap + (Size + Gap), Size + Gap);
                if (line >= 1 && column >= 1 && row < Size && pixel < Size)
                {
                    int digit = ((line - 1) * Side) + column - 1;
                    pixels[(y * Width) + x] = (byte)MathF.Round(255 * digits[(((digit * Size) + row) * Size) + pixel]);
                }
            }
        }

        using SKImage image = SKImage.FromPixelCopy(new SKImageInfo(Width, Width, SKColorType.Gray8, SKAlphaType.Opaque), pixels);
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(path, png.ToArray());
    }
}
