using SkiaSharp;

namespace NetGen.Explain;

/// <summary>Draws into a bitmap.</summary>
internal sealed class SkiaCanvas(SKCanvas canvas) : Canvas
{
    // Where it is missing, Skia takes what there is.
    private const string Family = "DejaVu Sans";

    private static readonly SKTypeface s_plain = SKTypeface.FromFamilyName(Family),
        s_bold = SKTypeface.FromFamilyName(Family, SKFontStyle.Bold);

    /// <summary>How wide a text is; pages have other fonts of about the same width.</summary>
    public static double WidthOf(string text, double size)
    {
        using SKFont font = new(s_plain, (float)size);
        return font.MeasureText(text);
    }

    public override void Rectangle(double x, double y, double width, double height, Ink ink, double radius = 0, string? title = null)
    {
        using SKPaint paint = Filled(ink, 1);
        canvas.DrawRoundRect((float)x, (float)y, (float)Math.Max(width, 0), (float)height, (float)radius, (float)radius, paint);
    }

    public override void Path(IReadOnlyList<(double X, double Y)> points, Ink ink, double width, double opacity = 1, bool isDashed = false)
    {
        using SKPath path = new();
        bool begins = true;
        foreach ((double x, double y) in points)
        {
            bool isThere = double.IsFinite(x) && double.IsFinite(y);
            if (isThere && begins)
            {
                path.MoveTo((float)x, (float)y);
            }
            else if (isThere)
            {
                path.LineTo((float)x, (float)y);
            }

            begins = !isThere;
        }

        using SKPaint paint = Filled(ink, opacity);
        (paint.Style, paint.StrokeWidth, paint.StrokeJoin) = (SKPaintStyle.Stroke, (float)width, SKStrokeJoin.Round);
        using SKPathEffect? dashes = isDashed ? SKPathEffect.CreateDash([4, 3], 0) : null;
        paint.PathEffect = dashes;
        canvas.DrawPath(path, paint);
    }

    public override void Circle(double x, double y, double radius, Ink ink, double opacity = 1, string? title = null)
    {
        using SKPaint paint = Filled(ink, opacity);
        canvas.DrawCircle((float)x, (float)y, (float)radius, paint);
    }

    public override void Text(
        double x, double y, string text, Ink ink, double size = 12, Anchor anchor = Anchor.Start, bool isBold = false)
    {
        using SKPaint paint = Filled(ink, 1);
        using SKFont font = new(isBold ? s_bold : s_plain, (float)size) { Edging = SKFontEdging.Antialias };
        SKTextAlign align = anchor switch { Anchor.Middle => SKTextAlign.Center, Anchor.End => SKTextAlign.Right, _ => SKTextAlign.Left };
        canvas.DrawText(text, (float)x, (float)y, align, font, paint);
    }

    public override void TextUp(double x, double y, string text, Ink ink, double size)
    {
        canvas.Save();
        canvas.Translate((float)x, (float)y);
        canvas.RotateDegrees(-90);
        Text(0, 0, text, ink, size, Anchor.End);
        canvas.Restore();
    }

    public override void Pixels(double x, double y, double width, double height, Raster raster)
    {
        using SKBitmap bitmap = raster.ToBitmap();
        using SKImage image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(
            image, new SKRect((float)x, (float)y, (float)(x + width), (float)(y + height)), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static SKPaint Filled(Ink ink, double opacity) =>
        new() { Color = ink.Colour.WithAlpha((byte)Math.Round(255 * opacity)), IsAntialias = true };
}
