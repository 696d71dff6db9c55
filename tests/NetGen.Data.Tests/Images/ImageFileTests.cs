using CsCheck;
using SkiaSharp;
using Xunit;

namespace NetGen.Data.Tests.Images;

/// <summary>Single pictures: formats, sizes, orientation, and what is none.</summary>
public sealed class ImageFileTests
{
    [Fact]
    public void Png_and_bmp_give_the_bytes_of_their_pixels_channels_first()
    {
        SKColor Pixel(int x, int y) => new((byte)((40 * x) + y), (byte)(20 * y), (byte)(255 - x));
        foreach (byte[] file in new[] { Pictures.Encode(5, 4, Pixel, SKEncodedImageFormat.Png), Pictures.Bitmap(5, 4, Pixel) })
        {
            byte[] pixels = ImageFile.Decode(file, new ImageOptions(4, 5));
            for (int i = 0; i < 20; i++)
            {
                SKColor expected = Pixel(i % 5, i / 5);
                Assert.Equal((expected.Red, expected.Green, expected.Blue), (pixels[i], pixels[20 + i], pixels[40 + i]));
            }
        }
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Jpeg_and_webp_give_about_the_pixels(SKEncodedImageFormat format)
    {
        byte[] pixels = ImageFile.Decode(
            Pictures.Encode(32, 32, (x, _) => x < 16 ? new SKColor(200, 30, 60) : new SKColor(20, 180, 90), format),
            new ImageOptions(32, 32));
        Assert.InRange(pixels[5], 190, 210);
        Assert.InRange(pixels[1024 + 5], 20, 40);
        Assert.InRange(pixels[28], 10, 30);
        Assert.InRange(pixels[1024 + 28], 170, 190);
    }

    [Fact]
    public void Grey_is_weighed_by_the_eye()
    {
        byte[] file = Pictures.Encode(
            3, 1, (x, _) => x switch { 0 => SKColors.Red, 1 => SKColors.Lime, _ => SKColors.Blue }, SKEncodedImageFormat.Png);
        Assert.Equal([76, 150, 29], ImageFile.Decode(file, new ImageOptions(1, 3) { IsGrey = true }));
    }

    [Fact]
    public void What_is_transparent_shows_the_background()
    {
        byte[] file = Pictures.Encode(
            2, 1, (x, _) => x == 0 ? new SKColor(255, 0, 0, 0) : new SKColor(200, 100, 0, 128), SKEncodedImageFormat.Png);
        byte[] pixels = ImageFile.Decode(file, new ImageOptions(1, 2) { Background = 50 });
        Assert.Equal([50, 50, 50], new[] { pixels[0], pixels[2], pixels[4] });
        Assert.InRange(pixels[1], 123, 127);
        Assert.InRange(pixels[3], 73, 77);
        Assert.InRange(pixels[5], 23, 27);
    }

    [Theory]
    [InlineData(ImageFit.Crop)]
    [InlineData(ImageFit.Stretch)]
    [InlineData(ImageFit.CentreCrop)]
    [InlineData(ImageFit.Pad)]
    public void Other_proportions_are_brought_to_size_as_asked(ImageFit fit)
    {
        // Three squares side by side: black, white and grey.
        byte[] file = Pictures.Encode(
            24, 8, (x, _) => x < 8 ? SKColors.Black : x < 16 ? SKColors.White : new SKColor(128, 128, 128), SKEncodedImageFormat.Png);
        byte[] pixels = ImageFile.Decode(file, new ImageOptions(4, 4) { IsGrey = true, Fit = fit, Background = 200 });
        int[] middle = [.. pixels.Skip(4).Take(4).Select(value => (int)value)];
        switch (fit)
        {
            case ImageFit.Crop or ImageFit.CentreCrop:
                Assert.Equal([255, 255, 255, 255], middle);
                break;
            case ImageFit.Stretch:
                Assert.True(middle[0] < 40 && middle[3] is > 100 and < 180 && middle[1] > 100, string.Join(' ', middle));
                break;
            default:
                Assert.Equal(200, pixels[0]);
                Assert.Equal(200, pixels[^1]);
                Assert.NotEqual(200, middle[1]);
                break;
        }
    }

    [Theory]
    [InlineData(1, "ab/cd")]
    [InlineData(2, "ba/dc")]
    [InlineData(3, "dc/ba")]
    [InlineData(4, "cd/ab")]
    [InlineData(5, "ac/bd")]
    [InlineData(6, "ca/db")]
    [InlineData(7, "db/ca")]
    [InlineData(8, "bd/ac")]
    public void Pictures_are_turned_upright_as_their_orientation_says(byte orientation, string upright)
    {
        // Stored as ab/cd in four brightnesses.
        byte[] levels = [0, 80, 160, 240];
        byte[] jpeg = Pictures.Encode(
            32, 16,
            (x, y) => levels[(x / 16) + (2 * (y / 8))] is byte level ? new SKColor(level, level, level) : default,
            SKEncodedImageFormat.Jpeg);
        bool isTurned = orientation >= 5;
        ImageOptions options = new(isTurned ? 32 : 16, isTurned ? 16 : 32) { IsGrey = true };
        byte[] pixels = ImageFile.Decode(Pictures.Turned(jpeg, orientation), options);
        char At(double y, double x) =>
            "abcd"[(int)Math.Round(pixels[((int)(y * options.Height) * options.Width) + (int)(x * options.Width)] / 80.0)];
        Assert.Equal(upright, $"{At(0.25, 0.25)}{At(0.25, 0.75)}/{At(0.75, 0.25)}{At(0.75, 0.75)}");
    }

    [Fact]
    public void What_is_no_picture_is_named()
    {
        using TempFolder folder = new();
        Assert.Contains("gzip", Refused(folder.Write("packed.png", [0x1F, 0x8B, 8, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("empty", Refused(folder.Write("nothing.png", "")), StringComparison.Ordinal);
        Assert.Contains("no picture", Refused(folder.Write("text.png", "hello")), StringComparison.Ordinal);
        byte[] png = Pictures.Plain(1, 2, 3, 64);
        Assert.Contains("cut.png", Refused(folder.Write("cut.png", png[..(png.Length - 30)])), StringComparison.Ordinal);
        Directory.CreateDirectory(folder.File("folder.png"));
        Assert.Contains("folder", Refused(folder.File("folder.png")), StringComparison.Ordinal);
        ImageFileException large = Assert.Throws<ImageFileException>(
            () => ImageFile.Decode(png, new ImageOptions(4, 4) { MostPixels = 4095 }, "large"));
        Assert.Contains("64×64", large.Message, StringComparison.Ordinal);
        Assert.Equal("large", large.FileName);
        Assert.Equal(16 * 3, ImageFile.Decode(png, new ImageOptions(4, 4) { MostPixels = 4096 }).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageOptions(0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageOptions(4, 4) { MostPixels = 0 });

        static string Refused(string file) =>
            Assert.Throws<ImageFileException>(() => ImageFile.Read(file, new ImageOptions(4, 4))).Message;
    }

    [Fact]
    public void Damaged_bytes_give_a_picture_or_the_typed_error()
    {
        SKColor Pixel(int x, int y) => new((byte)(x * 16), (byte)(y * 16), (byte)(x * y));
        byte[][] files =
        [
            Pictures.Encode(16, 16, Pixel, SKEncodedImageFormat.Png),
            Pictures.Encode(16, 16, Pixel, SKEncodedImageFormat.Jpeg),
            Pictures.Encode(16, 16, Pixel, SKEncodedImageFormat.Webp),
            Pictures.Bitmap(16, 16, Pixel),
            Pictures.Turned(Pictures.Encode(16, 16, Pixel, SKEncodedImageFormat.Jpeg), 6),
        ];
        int refused = 0;
        ImageOptions options = new(8, 8) { MostPixels = 1 << 20 };
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 1 << 20].Array[1, 6], Gen.Byte.Array[6], Gen.Int[0, 20]).Sample(
            (which, places, values, cut) =>
            {
                byte[] file = [.. files[which]];
                for (int i = 0; i < places.Length; i++)
                {
                    // Headers count for more: half of the changes are in the first bytes.
                    file[places[i] % (places[i] % 2 == 0 ? Math.Min(file.Length, 64) : file.Length)] = values[i];
                }

                try
                {
                    Assert.Equal(192, ImageFile.Decode(cut == 0 ? file[..(places[0] % file.Length)] : file, options).Length);
                }
                catch (ImageFileException)
                {
                    Interlocked.Increment(ref refused);
                }
            },
            iter: 2000);
        Assert.True(refused > 200, $"{refused} were refused.");
    }
}
