using System.Net;
using System.Text;
using static System.FormattableString;

namespace NetGen.Data.Html;

/// <summary>The drawings of a page.</summary>
internal static class Svg
{
    private const int Width = 300, Height = 84, Line = 24, NameWidth = 150, BarWidth = 330, ValueWidth = 120;

    /// <summary>Bars of equal width beside one another, the quartiles as a box below them.</summary>
    public static string Histogram(FeatureDescription feature)
    {
        StringBuilder svg = new(Invariant($"<svg viewBox=\"0 0 {Width} {Height + 34}\" role=\"img\">"));
        IReadOnlyList<int> counts = feature.Histogram;
        double step = Width / (double)counts.Count, most = Math.Max(counts.Max(), 1);
        (double least, double largest) = (feature.Quantiles[0], feature.Quantiles[^1]);
        for (int i = 0; i < counts.Count; i++)
        {
            double height = counts[i] == 0 ? 0 : Math.Max(counts[i] / most * Height, 1);
            string range = $"{Number(At(i))} to {Number(At(i + 1))}";
            svg.Append(Invariant($"<rect class=\"bar\" x=\"{(i * step) + 0.75:0.##}\" y=\"{Height - height:0.##}\" width=\"{step - 1.5:0.##}\" "))
                .Append(Invariant($"height=\"{height:0.##}\"><title>{range}: {counts[i]}</title></rect>"));
        }

        if (feature.Count > 0)
        {
            double[] places = [.. feature.Quantiles.Select(Place)];
            int middle = Height + 9;
            svg.Append(Invariant($"<path class=\"range\" d=\"M{places[0]:0.##} {middle}H{places[4]:0.##}\"/>"))
                .Append(Invariant($"<rect class=\"box\" x=\"{places[1]:0.##}\" y=\"{middle - 4}\" width=\"{Math.Max(places[3] - places[1], 1):0.##}\" height=\"8\" rx=\"2\"/>"))
                .Append(Invariant($"<path class=\"median\" d=\"M{places[2]:0.##} {middle - 5}v10\"/>"))
                .Append(Invariant($"<text x=\"0\" y=\"{Height + 30}\">{Number(least)}</text>"))
                .Append(Invariant($"<text x=\"{Width}\" y=\"{Height + 30}\" class=\"end\">{Number(largest)}</text>"));
        }

        return svg.Append("</svg>").ToString();

        double At(int bin) => least + ((largest - least) * bin / counts.Count);

        double Place(double value) => largest > least ? ((value - least) / (largest - least) * (Width - 4)) + 2 : Width / 2.0;
    }

    /// <summary>Named bars one below another.</summary>
    /// <param name="bars">A name, a length and what is written beside it.</param>
    public static string Bars(IReadOnlyList<(string Name, double Length, string Text)> bars)
    {
        StringBuilder svg = new(Invariant($"<svg viewBox=\"0 0 {NameWidth + BarWidth + ValueWidth} {bars.Count * Line}\" role=\"img\">"));
        double most = bars.Max(bar => bar.Length);
        for (int i = 0; i < bars.Count; i++)
        {
            (string name, double length, string text) = bars[i];
            double width = most > 0 ? Math.Max(length / most * BarWidth, length > 0 ? 1 : 0) : 0;
            int y = i * Line;
            svg.Append(Invariant($"<text x=\"{NameWidth - 8}\" y=\"{y + 16}\" class=\"end name\">{WebUtility.HtmlEncode(Short(name))}</text>"))
                .Append(Invariant($"<rect class=\"bar\" x=\"{NameWidth}\" y=\"{y + 4}\" width=\"{width:0.##}\" height=\"{Line - 8}\" rx=\"2\"/>"))
                .Append(Invariant($"<text x=\"{NameWidth + width + 6:0.##}\" y=\"{y + 16}\">{WebUtility.HtmlEncode(text)}</text>"));
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Number(double value) => DescriptionText.Number(value);

    private static string Short(string name) => name.Length > 22 ? string.Concat(name.AsSpan(0, 21), "…") : name;
}
