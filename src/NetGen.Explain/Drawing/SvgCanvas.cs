using System.Globalization;
using System.Text;
using NetGen.Reports.Html;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Draws into a page.</summary>
internal sealed class SvgCanvas : Canvas
{
    private readonly Markup _markup = new();

    /// <summary>The element.</summary>
    /// <param name="chart">What was drawn here.</param>
    public Markup Element(Chart chart) => new Markup()
        .Add($"<svg viewBox=\"0 0 {chart.Width:0.#} {chart.Height:0.#}\" role=\"img\" aria-label=\"{chart.Title}\"")
        .Add($" style=\"width:{chart.Width:0.#}px;max-width:100%\" data-chart=\"{chart.Kind}\">")
        .Add(_markup)
        .Add($"</svg>");

    public override void Rectangle(double x, double y, double width, double height, Ink ink, double radius = 0, string? title = null) =>
        Close(
            Invariant($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(width, 0):0.##}\" height=\"{height:0.##}\" ")
                + Invariant($"rx=\"{radius:0.##}\" fill=\"{ink.Css}\""),
            "rect",
            title);

    public override void Path(IReadOnlyList<(double X, double Y)> points, Ink ink, double width, double opacity = 1, bool isDashed = false)
    {
        StringBuilder path = new();
        bool begins = true;
        foreach ((double x, double y) in points)
        {
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(begins ? 'M' : 'L')}{x:0.##} {y:0.##}");
            }

            begins = !(double.IsFinite(x) && double.IsFinite(y));
        }

        Close(
            Invariant($"<path d=\"{path}\" fill=\"none\" stroke=\"{ink.Css}\" stroke-width=\"{width:0.##}\" opacity=\"{opacity:0.##}\"")
                + (isDashed ? " stroke-dasharray=\"4 3\"" : ""),
            "path",
            null);
    }

    public override void Circle(double x, double y, double radius, Ink ink, double opacity = 1, string? title = null) => Close(
        Invariant($"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"{radius:0.##}\" fill=\"{ink.Css}\" opacity=\"{opacity:0.##}\""),
        "circle",
        title);

    public override void Text(
        double x, double y, string text, Ink ink, double size = 12, Anchor anchor = Anchor.Start, bool isBold = false)
    {
        string at = anchor switch { Anchor.Middle => "middle", Anchor.End => "end", _ => "start" };
        _markup.Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" font-size=\"{size:0.#}\" text-anchor=\"{at}\" style=\"fill:{ink.Css}\"")
            .Add($" font-weight=\"{(isBold ? 650 : 400)}\">{text}</text>");
    }

    public override void TextUp(double x, double y, string text, Ink ink, double size) =>
        _markup.Add($"<text transform=\"translate({x:0.##} {y:0.##}) rotate(-90)\" font-size=\"{size:0.#}\" text-anchor=\"end\"")
            .Add($" style=\"fill:{ink.Css}\">{text}</text>");

    public override void Pixels(double x, double y, double width, double height, Raster raster) => Close(
        Invariant($"<image x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" ")
            + Invariant($"style=\"image-rendering:pixelated\" href=\"{raster.ToDataUri()}\""),
        "image",
        null);

    /// <summary>Attributes are this program's own numbers and colours; what is not is the title, which is escaped.</summary>
    private void Close(string opening, string name, string? title)
    {
        _markup.AddRaw(opening);
        if (title is null)
        {
            _markup.AddRaw("/>\n");
        }
        else
        {
            _markup.Add($"><title>{title}</title>").AddRaw($"</{name}>\n");
        }
    }
}
