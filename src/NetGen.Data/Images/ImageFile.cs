using SkiaSharp;
using static System.FormattableString;

namespace NetGen.Data;

/// <summary>Single pictures: PNG, JPEG, WebP and BMP, told by their content.</summary>
public static class ImageFile
{
    // Pixels are averaged where a picture becomes smaller.
    private static readonly SKSamplingOptions s_smooth = new(SKFilterMode.Linear, SKMipmapMode.Linear);
    private static readonly SKSamplingOptions s_exact = new(SKFilterMode.Nearest);

    /// <summary>Reads a picture as bytes, channels first: [channels × height × width], upright as its EXIF orientation says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Size and channels.</param>
    /// <exception cref="ImageFileException">It is damaged, something else, or too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path, ImageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        byte[] pixels = new byte[options.Shape.Size];
        Read(path, options, pixels);
        return pixels;
    }

    /// <summary>Decodes a picture that lies in memory; else as <see cref="Read(string, ImageOptions)"/>.</summary>
    /// <param name="content">A whole file's bytes.</param>
    /// <param name="options">Size and channels.</param>
    /// <param name="name">What it is called where it is damaged.</param>
    /// <exception cref="ImageFileException">It is damaged, something else, or too large.</exception>
    public static byte[] Decode(ReadOnlySpan<byte> content, ImageOptions options, string name = "picture")
    {
        ArgumentNullException.ThrowIfNull(options);
        byte[] pixels = new byte[options.Shape.Size];
        using SKData data = SKData.CreateCopy(content);
        Decode(data, options, pixels, name);
        return pixels;
    }

    /// <summary>Reads a picture into memory that is there.</summary>
    internal static void Read(string path, ImageOptions options, Span<byte> pixels)
    {
        using FileStream file = InputFile.Open(path, problem => new ImageFileException(path, problem));
        using SKData? data = SKData.Create(file);
        Decode(data, options, pixels, path);
    }

    private static void Decode(SKData? data, ImageOptions options, Span<byte> pixels, string name)
    {
        if (data is null || data.IsEmpty)
        {
            throw new ImageFileException(name, "the file is empty.");
        }

        using SKCodec codec = SKCodec.Create(data) ?? throw new ImageFileException(name, Unknown(data));
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            or SKEncodedImageFormat.Bmp))
        {
            throw new ImageFileException(name, $"it is {codec.EncodedFormat}; PNG, JPEG, WebP and BMP are read.");
        }

        SKImageInfo info = codec.Info;
        if ((long)info.Width * info.Height > options.MostPixels)
        {
            throw new ImageFileException(
                name,
                Invariant($"it has {info.Width}×{info.Height} pixels, more than {nameof(options.MostPixels)}, {options.MostPixels}."));
        }

        // Without a colour space the bytes stay as they are.
        SKAlphaType alpha = info.AlphaType == SKAlphaType.Opaque ? SKAlphaType.Opaque : SKAlphaType.Premul;
        using SKBitmap bitmap = new();
        if (!bitmap.TryAllocPixels(new SKImageInfo(info.Width, info.Height, SKColorType.Rgba8888, alpha)))
        {
            throw new ImageFileException(name, Invariant($"there is no memory for its {info.Width}×{info.Height} pixels."));
        }

        SKCodecResult result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success)
        {
            throw new ImageFileException(name, result == SKCodecResult.IncompleteInput
                ? "the file ends within the picture."
                : $"the picture is damaged ({result}).");
        }

        bitmap.SetImmutable();
        Draw(bitmap, codec.EncodedOrigin, options, pixels);
    }

    private static string Unknown(SKData data)
    {
        ReadOnlySpan<byte> head = data.Span[..(int)Math.Min(data.Size, FileKind.HeadSize)];
        string? kind = FileKind.Describe(head);
        return kind is null || kind.StartsWith("a picture", StringComparison.Ordinal)
            ? "it is damaged, or no picture: PNG, JPEG, WebP and BMP are read."
            : $"it is no picture; it is {kind}.";
    }

    /// <summary>Turns it upright, brings it to size and takes its channels.</summary>
    private static void Draw(SKBitmap bitmap, SKEncodedOrigin origin, ImageOptions options, Span<byte> pixels)
    {
        bool isTurned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom
            or SKEncodedOrigin.LeftBottom;
        (int width, int height) = isTurned ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        (float scaleX, float scaleY) = Scales(options, width, height);
        using SKBitmap target = new(new SKImageInfo(options.Width, options.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (SKCanvas canvas = new(target))
        using (SKImage image = SKImage.FromBitmap(bitmap))
        {
            canvas.Clear(new SKColor(options.Background, options.Background, options.Background));
            bool isExact = scaleX == 1 && scaleY == 1;
            (float left, float top) = ((options.Width - (width * scaleX)) / 2, (options.Height - (height * scaleY)) / 2);

            // Whole pixels where nothing is scaled: of an odd rest, one more goes at the end.
            canvas.Translate(isExact ? MathF.Floor(left) : left, isExact ? MathF.Floor(top) : top);
            canvas.Scale(scaleX, scaleY);
            canvas.Concat(Upright(origin, width, height));
            canvas.DrawImage(image, 0, 0, isExact ? s_exact : s_smooth);
        }

        Split(target.GetPixelSpan(), pixels, options);
    }

    private static (float X, float Y) Scales(ImageOptions options, int width, int height)
    {
        float x = (float)options.Width / width, y = (float)options.Height / height;
        return options.Fit switch
        {
            ImageFit.Crop => (MathF.Max(x, y), MathF.Max(x, y)),
            ImageFit.Pad => (MathF.Min(x, y), MathF.Min(x, y)),
            ImageFit.Stretch => (x, y),
            _ => (1, 1),
        };
    }

    /// <summary>From where pixels are stored to where they belong, in a picture of the upright size: EXIF 2.3, tag 274.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static void Split(ReadOnlySpan<byte> rgba, Span<byte> pixels, ImageOptions options)
    {
        int size = options.Height * options.Width;
        for (int i = 0; i < size; i++)
        {
            byte red = rgba[4 * i], green = rgba[(4 * i) + 1], blue = rgba[(4 * i) + 2];
            if (options.IsGrey)
            {
                pixels[i] = (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);
            }
            else
            {
                (pixels[i], pixels[size + i], pixels[(2 * size) + i]) = (red, green, blue);
            }
        }
    }
}
