using SkiaSharp;

namespace NetGen.Data.Tests.Images;

/// <summary>Pictures to read.</summary>
internal static class Pictures
{
    /// <summary>A file of a picture whose pixels are given.</summary>
    public static byte[] Encode(int width, int height, Func<int, int, SKColor> pixel, SKEncodedImageFormat format)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                bitmap.SetPixel(x, y, pixel(x, y));
            }
        }

        using SKImage image = SKImage.FromBitmap(bitmap);
        using SKData data = image.Encode(format, 100);
        return data.ToArray();
    }

    /// <summary>A picture of one colour.</summary>
    public static byte[] Plain(byte red, byte green, byte blue, int size = 8) =>
        Encode(size, size, (_, _) => new SKColor(red, green, blue), SKEncodedImageFormat.Png);

    /// <summary>An uncompressed bitmap of 24 bits, which SkiaSharp reads but does not write.</summary>
    public static byte[] Bitmap(int width, int height, Func<int, int, SKColor> pixel)
    {
        int pitch = ((width * 3) + 3) / 4 * 4, size = 54 + (pitch * height);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("BM"u8);
        int[] header = [size, 0, 54, 40, width, height, 1 | (24 << 16), 0, pitch * height, 2835, 2835, 0, 0];
        Array.ForEach(header, writer.Write);
        for (int y = height - 1; y >= 0; y--)
        {
            for (int x = 0; x < pitch / 3; x++)
            {
                SKColor color = x < width ? pixel(x, y) : default;
                writer.Write([color.Blue, color.Green, color.Red]);
            }

            writer.Write(new byte[pitch - (pitch / 3 * 3)]);
        }

        return stream.ToArray();
    }

    /// <summary>Puts an EXIF orientation into a JPEG.</summary>
    public static byte[] Turned(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8,
            0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }
}
