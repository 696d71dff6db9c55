using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace NetGen.Reports.Html;

/// <summary>A line of a chart.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Colour">Class of the style sheet: "c0" to "c5".</param>
/// <param name="Points">In the order of x.</param>
/// <param name="IsFaint">Whether it is thin and pale: what lies behind the others.</param>
internal sealed record Series(string Name, string Colour, IReadOnlyList<(double X, double Y)> Points, bool IsFaint = false)
{
    /// <summary>Whether each point is a dot that tells its value.</summary>
    public bool HasDots { get; init; } = !IsFaint;
}

/// <summary>Curves as SVG, coloured by the page's style sheet.</summary>
internal static class LineChart
{
    private const int Width = 520, Height = 250, Left = 54, Right = 14, Top = 12, Bottom = 34, MostTicks = 5;
    private const double LogarithmicFrom = 100;

    /// <summary>
    /// A figure with a caption, a legend and axes; the vertical one is logarithmic where values are of very different sizes.
    /// </summary>
    /// <param name="caption">Above it.</param>
    /// <param name="xName">What x is.</param>
    /// <param name="series">The lines.</param>
    /// <param name="format">Of values.</param>
    public static Markup Draw(string caption, string xName, IReadOnlyList<Series> series, string format = "0.####")
    {
        (double X, double Y)[] points = [.. series.SelectMany(line => line.Points).Where(point => double.IsFinite(point.Y))];
        Markup figure = new();
        if (points.Length == 0)
        {
            return figure;
        }

        double least = points.Min(point => point.Y), largest = points.Max(point => point.Y);
        Axis x = Axis.Over(Math.Min(points.Min(point => point.X), 0), points.Max(point => point.X));
        Axis y = least > 0 && largest > LogarithmicFrom * least ? Axis.Logarithmic(least, largest) : Axis.Around(least, largest);
        bool isShare = format.EndsWith('%');
        figure.Add($"<figure class=\"chart\" data-chart=\"{caption}\"><figcaption>{caption}<span class=\"legend\">");
        foreach (Series line in series.Where(line => line.Points.Count > 0 && line.Name.Length > 0))
        {
            figure.Add($"<span><i class=\"{line.Colour}{(line.IsFaint ? " faint" : "")}\"></i>{line.Name}</span>");
        }

        figure.Add($"</span></figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{caption}\">");
        foreach (double tick in y.Ticks)
        {
            double at = PlaceY(y, tick);
            figure.Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\"/>");
            string text = isShare ? Percent(tick) : Short(tick);
            figure.Add($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{at + 4:0.#}\" text-anchor=\"end\">{text}</text>");
        }

        foreach (double tick in x.Ticks.Where(tick => tick == Math.Floor(tick)))
        {
            figure.Add($"<text class=\"tick\" x=\"{PlaceX(x, tick):0.#}\" y=\"{Height - Bottom + 18}\"")
                .Add($"text-anchor=\"middle\">{Short(tick)}</text>");
        }

        figure.Add($"<text class=\"tick\" x=\"{Width - Right}\" y=\"{Height - 2}\" text-anchor=\"end\">{xName}</text>");
        foreach (Series line in series.OrderByDescending(line => line.IsFaint))
        {
            Draw(figure, line, x, y, xName, format);
        }

        return figure.Add($"</svg></figure>");
    }

    private static void Draw(Markup figure, Series line, Axis x, Axis y, string xName, string format)
    {
        StringBuilder path = new();
        bool begins = true;
        foreach ((double px, double py) in line.Points)
        {
            if (double.IsFinite(py))
            {
                path.Append(CultureInfo.InvariantCulture, $"{(begins ? 'M' : 'L')}{PlaceX(x, px):0.#} {PlaceY(y, py):0.#}");
            }

            begins = !double.IsFinite(py);
        }

        figure.Add($"<g class=\"series {line.Colour}{(line.IsFaint ? " faint" : "")}\" data-name=\"{line.Name}\"><path d=\"{path}\"/>");
        foreach ((double px, double py) in line.Points.Where(point => line.HasDots && double.IsFinite(point.Y)))
        {
            string text = Invariant($"{line.Name}, {xName} {px:0.##}: ") + py.ToString(format, CultureInfo.InvariantCulture);
            figure.Add($"<circle cx=\"{PlaceX(x, px):0.#}\" cy=\"{PlaceY(y, py):0.#}\" r=\"3.2\"><title>{text}</title></circle>");
        }

        figure.Add($"</g>");
    }

    private static double PlaceX(Axis axis, double value) => Left + (axis.Share(value) * (Width - Left - Right));

    private static double PlaceY(Axis axis, double value) => Height - Bottom - (axis.Share(value) * (Height - Top - Bottom));

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    private static string Short(double value) => (Math.Abs(value) is (< 1e-3 and > 0) or >= 1e5)
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>From a value to a place.</summary>
    private readonly record struct Axis(double Least, double Largest, bool IsLogarithmic, double[] Ticks)
    {
        public double Share(double value) => IsLogarithmic
            ? Math.Log(value / Least) / Math.Log(Largest / Least)
            : (value - Least) / (Largest - Least);

        /// <summary>Exactly these bounds.</summary>
        public static Axis Over(double least, double largest)
        {
            largest = largest > least ? largest : least + 1;
            double step = Math.Max(StepOf(largest - least), 1);
            return new(least, largest, false, Between(least, largest, step));
        }

        /// <summary>Round bounds around the values.</summary>
        public static Axis Around(double least, double largest)
        {
            double spread = largest > least ? largest - least : Math.Max(Math.Abs(least), 1e-12);
            double step = StepOf(spread), low = Math.Floor(least / step) * step, high = Math.Ceiling(largest / step) * step;
            (low, high) = high > low ? (low, high) : (low - step, high + step);
            return new(low, high, false, Between(low, high, step));
        }

        /// <summary>Whole powers of ten around the values.</summary>
        public static Axis Logarithmic(double least, double largest)
        {
            int low = (int)Math.Floor(Math.Log10(least)), high = (int)Math.Ceiling(Math.Log10(largest));
            int every = Math.Max((high - low) / MostTicks, 1);
            return new(
                Math.Pow(10, low), Math.Pow(10, high), true,
                [.. Enumerable.Range(0, ((high - low) / every) + 1).Select(i => Math.Pow(10, low + (i * every)))]);
        }

        /// <summary>1, 2 or 5 times a power of ten.</summary>
        private static double StepOf(double spread)
        {
            double raw = spread / MostTicks, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
            return power * ((raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
        }

        private static double[] Between(double low, double high, double step)
        {
            double first = Math.Ceiling((low / step) - 1e-9);
            return [.. Enumerable.Range(0, (int)(((high / step) - first) + 1e-9) + 1).Select(i => (first + i) * step)];
        }
    }
}
