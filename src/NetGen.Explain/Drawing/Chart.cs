using NetGen.Reports.Html;
using SkiaSharp;

namespace NetGen.Explain;

/// <summary>A picture of an explanation, as SVG for a page or as PNG; <see cref="Charts"/> and <see cref="Pictures"/> make them.</summary>
public sealed class Chart
{
    private const float Scale = 2, Margin = 8;

    private readonly Action<Canvas> _draw;

    /// <summary>A picture by what draws it.</summary>
    internal Chart(string kind, string title, double width, double height, Action<Canvas> draw) =>
        (Kind, Title, Width, Height, _draw) = (kind, title, width, height, draw);

    /// <summary>What it shows, for people.</summary>
    public string Title { get; }

    /// <summary>Pixels from left to right.</summary>
    public double Width { get; }

    /// <summary>Pixels from top to bottom.</summary>
    public double Height { get; }

    /// <summary>"bars", "waterfall" ….</summary>
    internal string Kind { get; }

    /// <summary>
    /// The svg element alone. Its colours are variables of the page's style sheet: <see cref="ExplanationPage"/> has them.
    /// </summary>
    public string ToSvg() => ToMarkup().ToString();

    /// <summary>A PNG on white, with two pixels for one.</summary>
    public byte[] ToPng()
    {
        using SKBitmap bitmap = new((int)(Scale * (Width + (2 * Margin))), (int)(Scale * (Height + (2 * Margin))));
        using SKCanvas canvas = new(bitmap);
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        canvas.Translate(Margin, Margin);
        _draw(new SkiaCanvas(canvas));
        canvas.Flush();
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return png.ToArray();
    }

    /// <summary>Writes the PNG.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void SavePng(string path) => File.WriteAllBytes(path, ToPng());

    internal Markup ToMarkup()
    {
        SvgCanvas canvas = new();
        _draw(canvas);
        return canvas.Element(this);
    }
}
