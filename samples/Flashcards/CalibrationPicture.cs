using System.Globalization;
using SkiaSharp;

namespace Flashcards;

/// <summary>Recall foreseen, to the right, against the share recalled: a model that knows the memory lies on the diagonal.</summary>
internal static class CalibrationPicture
{
    private const int Side = 640, Margin = 64;
    private const float Broad = 5, Fine = 2;

    private static readonly SKColor s_text = new(0x33, 0x33, 0x33), s_grid = new(0xE4, 0xE4, 0xE4);

    /// <summary>Writes it as PNG.</summary>
    /// <param name="file">The PNG to write.</param>
    /// <param name="models">What is drawn over each other: the first broad, the others on it.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Save(string file, IReadOnlyList<(string Name, SKColor Colour, Calibration Calibration)> models)
    {
        using var bitmap = new SKBitmap(Side + (2 * Margin), Side + (2 * Margin));
        using var canvas = new SKCanvas(bitmap);
        using var font = new SKFont(SKTypeface.Default, 16);
        canvas.Clear(SKColors.White);
        double lowest = models.SelectMany(model => model.Calibration.Groups).Min(group => Math.Min(group.Foreseen, group.Recalled));
        int least = Math.Min((int)(10 * lowest), 9);
        DrawAxes(canvas, font, least);
        for (int i = 0; i < models.Count; i++)
        {
            (string name, SKColor colour, Calibration calibration) = models[i];
            SKPoint[] points = [.. calibration.Groups.Select(group => At(group.Foreseen, group.Recalled, least))];
            DrawModel(canvas, points, colour, i == 0 ? Broad : Fine);
            using var paint = new SKPaint { Color = colour, IsAntialias = true };
            float y = Margin + 28 + (24 * i);
            canvas.DrawCircle(Margin + 24, y - 5, 6, paint);
            string text = string.Create(CultureInfo.InvariantCulture, $"{name}: log loss {calibration.LogLoss:0.0000}");
            Write(canvas, font, text, Margin + 40, y, SKTextAlign.Left);
        }

        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        using FileStream target = File.Create(file);
        png.SaveTo(target);
    }

    /// <param name="least">Where the axes begin, in tenths.</param>
    private static void DrawAxes(SKCanvas canvas, SKFont font, int least)
    {
        using var grid = new SKPaint { Color = s_grid, StrokeWidth = 1 };
        double start = least / 10.0, middle = (start + 1) / 2;
        for (int i = least; i <= 10; i++)
        {
            double value = i / 10.0;
            canvas.DrawLine(At(value, start, least), At(value, 1, least), grid);
            canvas.DrawLine(At(start, value, least), At(1, value, least), grid);
            string text = value.ToString("0.0", CultureInfo.InvariantCulture);
            Write(canvas, font, text, At(value, start, least).X, Margin + Side + 22, SKTextAlign.Center);
            Write(canvas, font, text, Margin - 8, At(start, value, least).Y + 6, SKTextAlign.Right);
        }

        using var diagonal = new SKPaint { Color = s_text, StrokeWidth = 1, IsAntialias = true };
        canvas.DrawLine(At(start, start, least), At(1, 1, least), diagonal);
        Write(canvas, font, "recall foreseen", At(middle, start, least).X, Side + (2 * Margin) - 16, SKTextAlign.Center);
        canvas.Save();
        canvas.RotateDegrees(-90, 20, At(start, middle, least).Y);
        Write(canvas, font, "share recalled", 20, At(start, middle, least).Y, SKTextAlign.Center);
        canvas.Restore();
    }

    private static void DrawModel(SKCanvas canvas, SKPoint[] points, SKColor colour, float width)
    {
        using var paint = new SKPaint { Color = colour, StrokeWidth = width, IsAntialias = true };
        for (int i = 0; i < points.Length; i++)
        {
            canvas.DrawCircle(points[i], width + 2, paint);
            if (i > 0)
            {
                canvas.DrawLine(points[i - 1], points[i], paint);
            }
        }
    }

    private static void Write(SKCanvas canvas, SKFont font, string text, float x, float y, SKTextAlign align)
    {
        using var paint = new SKPaint { Color = s_text, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, paint);
    }

    /// <summary>Where two probabilities lie.</summary>
    private static SKPoint At(double x, double y, int least)
    {
        double scale = Side / (1 - (least / 10.0));
        return new((float)(Margin + Side - (scale * (1 - x))), (float)(Margin + (scale * (1 - y))));
    }
}
