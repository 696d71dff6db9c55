namespace NetGen.Explain;

/// <summary>A line of a chart.</summary>
/// <param name="Name">In the legend; empty: not there.</param>
/// <param name="X">Where its points are.</param>
/// <param name="Y">Their values.</param>
public sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>Pictures of curves.</summary>
public static class CurveCharts
{
    private const double Width = 520, Height = 270, Left = 56, Foot = 36, Top = 24;
    private const int MostCurves = 120;

    /// <summary>Several curves over the same axes, told apart by colour.</summary>
    /// <param name="title">For people.</param>
    /// <param name="xName">What x is.</param>
    /// <param name="yName">What y is.</param>
    /// <param name="curves">At least one, with a point.</param>
    public static Chart Curves(string title, string xName, string yName, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        return new("curves", title, Width, Height + Foot, canvas =>
        {
            (ChartAxis x, ChartAxis y) = Frame(
                canvas, curves.SelectMany(curve => curve.X), curves.SelectMany(curve => curve.Y), xName, yName);
            double legend = Left;
            for (int i = 0; i < curves.Count; i++)
            {
                Draw(canvas, x, y, curves[i].X, curves[i].Y, Ink.Series(i), 2.2);
                if (curves[i].Name.Length > 0)
                {
                    canvas.Rectangle(legend, Top - 20, 14, 4, Ink.Series(i), 2);
                    canvas.Text(legend + 19, Top - 14, curves[i].Name, Ink.Soft, 11);
                    legend += 36 + SkiaCanvas.WidthOf(curves[i].Name, 11);
                }
            }
        });
    }

    /// <summary>
    /// A feature's partial dependence as a thick line over the curves of samples, thin ones; marks below say where samples are.
    /// </summary>
    /// <param name="name">Of the feature.</param>
    /// <param name="output">What the output is.</param>
    /// <param name="dependence">The curves.</param>
    /// <param name="values">What the feature is in the samples; null: no marks.</param>
    /// <param name="isCentred">Whether all thin curves begin at 0, so that their shapes are compared and not their heights.</param>
    public static Chart Dependence(
        string name, string output, PartialDependence dependence, IReadOnlyList<double>? values = null, bool isCentred = false)
    {
        ArgumentNullException.ThrowIfNull(dependence);
        int step = Math.Max(1, dependence.Curves.Count / MostCurves);
        IReadOnlyList<double>[] curves = [.. dependence.Curves.Where((_, i) => i % step == 0).Select(Begin)];
        IReadOnlyList<double> mean = Begin(dependence.Mean);
        return new("dependence", $"{output} by {name}", Width, Height + Foot, canvas =>
        {
            (ChartAxis x, ChartAxis y) = Frame(canvas, dependence.Grid, curves.SelectMany(curve => curve), name, output);
            foreach (IReadOnlyList<double> curve in curves)
            {
                Draw(canvas, x, y, dependence.Grid, curve, Ink.Soft, 0.8, 0.28);
            }

            Draw(canvas, x, y, dependence.Grid, mean, Ink.Series(1), 3);
            foreach (double value in (values ?? []).Where(value => value >= x.Least && value <= x.Largest))
            {
                canvas.Path([(x.At(value), Height - 5), (x.At(value), Height)], Ink.Text, 1, 0.2);
            }
        });

        IReadOnlyList<double> Begin(IReadOnlyList<double> curve) => isCentred ? [.. curve.Select(value => value - curve[0])] : curve;
    }

    private static (ChartAxis X, ChartAxis Y) Frame(
        Canvas canvas, IEnumerable<double> xs, IEnumerable<double> ys, string xName, string yName)
    {
        ChartAxis x = ChartAxis.Over(xs, Left, Width - 12, 0), y = ChartAxis.Over(ys, Height, Top);
        foreach (double tick in y.Ticks())
        {
            canvas.Line(Left, y.At(tick), Width - 12, y.At(tick), Ink.Line);
            canvas.Text(Left - 7, y.At(tick) + 4, ChartAxis.Number(tick), Ink.Soft, 11, Anchor.End);
        }

        foreach (double tick in x.Ticks())
        {
            canvas.Text(x.At(tick), Height + 15, ChartAxis.Number(tick), Ink.Soft, 11, Anchor.Middle);
        }

        canvas.Text((Left + Width) / 2, Height + 31, xName, Ink.Soft, 12, Anchor.Middle);
        canvas.Text(Width - 12, Top - 10, yName, Ink.Soft, 11, Anchor.End);
        return (x, y);
    }

    private static void Draw(
        Canvas canvas, ChartAxis x, ChartAxis y, IReadOnlyList<double> xs, IReadOnlyList<double> ys, Ink ink, double width,
            double opacity = 1) =>
        canvas.Path([.. xs.Zip(ys, (a, b) => (x.At(a), y.At(b)))], ink, width, opacity);
}
