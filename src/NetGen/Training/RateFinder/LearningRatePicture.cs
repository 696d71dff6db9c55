using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>Draws a <see cref="LearningRateCurve"/>.</summary>
internal static class LearningRatePicture
{
    private const double Width = 720, Height = 420, Left = 70, Right = 20, Top = 50, Bottom = 60;
    private const int Lines = 5;

    /// <summary>SVG text.</summary>
    public static string Draw(LearningRateCurve curve)
    {
        StringBuilder svg = new();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" ");
        Add(svg, $"role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#333\">\n");
        Add(svg, $"<title>Loss over learning rate: {curve}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        Label(svg, Left, 28, "start", "Loss over learning rate", "font-size=\"17\" font-weight=\"600\"");
        Label(svg, (Left + Width - Right) / 2, Height - 14, "middle", "learning rate (logarithmic scale)");
        Label(svg, 0, 0, "middle", "loss", Text($"transform=\"translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)\""));
        if (curve.Points.Count > 0)
        {
            Frame frame = Frame.Of(curve.Points);
            DrawGrid(svg, frame);
            DrawLosses(svg, frame, curve.Points);
            DrawSuggestion(svg, frame, curve);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawGrid(StringBuilder svg, Frame frame)
    {
        for (double y = Math.Ceiling(frame.Low / frame.Step) * frame.Step; y <= frame.High; y += frame.Step)
        {
            Line(svg, Left, frame.Y(y), Width - Right, frame.Y(y), "stroke=\"#e2e2e2\"");
            Label(svg, Left - 8, frame.Y(y) + 4, "end", (Math.Round(y, 10) + 0).ToString("G6", CultureInfo.InvariantCulture));
        }

        int first = (int)Math.Ceiling(frame.FirstLog - 1e-9), last = (int)Math.Floor(frame.LastLog + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / 12.0));
        for (int power = first; power <= last; power++)
        {
            double x = frame.X(Math.Pow(10, power));
            Line(svg, x, Top, x, Height - Bottom, "stroke=\"#eee\"");
            if ((power - first) % every == 0)
            {
                Label(svg, x, Height - Bottom + 18, "middle", Text($"1e{power}"));
            }
        }

        Line(svg, Left, Top, Left, Height - Bottom, "stroke=\"#777\"");
        Line(svg, Left, Height - Bottom, Width - Right, Height - Bottom, "stroke=\"#777\"");
    }

    private static void DrawLosses(StringBuilder svg, Frame frame, IReadOnlyList<LearningRatePoint> points)
    {
        svg.Append("<g fill=\"#9bb8d8\">\n");
        foreach (LearningRatePoint point in points)
        {
            if (point.Loss >= frame.Low && point.Loss <= frame.High)
            {
                Add(svg, $"<circle cx=\"{frame.X(point.Rate):0.##}\" cy=\"{frame.Y(point.Loss):0.##}\" r=\"2\"/>\n");
            }
        }

        svg.Append("</g>\n<polyline fill=\"none\" stroke=\"#1f5fa8\" stroke-width=\"2\" stroke-linejoin=\"round\" points=\"");
        foreach (LearningRatePoint point in points)
        {
            Add(svg, $"{frame.X(point.Rate):0.##},{frame.Y(point.Smoothed):0.##} ");
        }

        svg.Append("\"/>\n");
        Line(svg, Width - Right - 250, 24, Width - Right - 226, 24, "stroke=\"#1f5fa8\" stroke-width=\"2\"");
        Label(svg, Width - Right - 220, 28, "start", "smoothed");
        Add(svg, $"<circle cx=\"{Width - Right - 130}\" cy=\"24\" r=\"2.5\" fill=\"#9bb8d8\"/>\n");
        Label(svg, Width - Right - 120, 28, "start", "loss of each batch");
    }

    private static void DrawSuggestion(StringBuilder svg, Frame frame, LearningRateCurve curve)
    {
        if (curve.Suggestion is not { } rate)
        {
            return;
        }

        double x = frame.X(rate), y = frame.Y(curve.Points.MinBy(point => Math.Abs(Math.Log(point.Rate / rate))).Smoothed);
        bool isRight = x > (Left + Width - Right) / 2;
        Line(svg, x, Top, x, Height - Bottom, "stroke=\"#c2410c\" stroke-dasharray=\"5 4\"");
        Add(svg, $"<circle cx=\"{x:0.##}\" cy=\"{y:0.##}\" r=\"5\" fill=\"#c2410c\"/>\n");
        Label(
            svg, x + (isRight ? -8 : 8), Top + 14, isRight ? "end" : "start",
            $"suggested: {LearningRateCurve.Text(rate)}",
            "fill=\"#c2410c\" font-weight=\"600\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"5\"");
    }

    private static void Line(StringBuilder svg, double x1, double y1, double x2, double y2, string style) =>
        Add(svg, $"<line x1=\"{x1:0.##}\" y1=\"{y1:0.##}\" x2=\"{x2:0.##}\" y2=\"{y2:0.##}\" {style}/>\n");

    private static void Label(StringBuilder svg, double x, double y, string anchor, string text, string style = "") =>
        Add(svg, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" {style}>{text}</text>\n");

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(Text(text));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Where rates and losses lie in the picture.</summary>
    private readonly record struct Frame(double FirstLog, double LastLog, double Low, double High, double Step)
    {
        public static Frame Of(IReadOnlyList<LearningRatePoint> points)
        {
            // Where training flies off only the beginning is of interest: the line ends at the frame.
            LearningRatePoint lowest = points.MinBy(point => point.Smoothed);
            double low = Math.Min(lowest.Smoothed, points.Min(point => point.Loss));
            double before = points.TakeWhile(point => point.Rate <= lowest.Rate).Max(point => point.Smoothed);
            double high = Math.Min(points.Max(point => point.Smoothed), before + (0.3 * (before > low ? before - low : Math.Abs(low))));
            double range = high > low ? high - low : Math.Max(Math.Abs(low), 1e-6), rough = range / Lines;
            double power = Math.Pow(10, Math.Floor(Math.Log10(rough))), share = rough / power;
            double step = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
            double first = Math.Log10(points[0].Rate), last = Math.Log10(points[^1].Rate);
            return new Frame(first, last > first ? last : first + 1, low - (0.08 * range), high + (0.08 * range), step);
        }

        public double X(double rate) => Left + ((Math.Log10(rate) - FirstLog) / (LastLog - FirstLog) * (Width - Left - Right));

        public double Y(double loss) => Height - Bottom - ((Math.Min(loss, High) - Low) / (High - Low) * (Height - Top - Bottom));
    }
}
