namespace NetGen.Explain;

/// <summary>A line of a chart.</summary>
/// <param name="Name">In the legend; empty: not there.</param>
/// <param name="X">Where its points are.</param>
/// <param name="Y">Their values.</param>
public sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>Pictures of curves.</summary>
public static class CurveCharts
{
    private const double Width = 480, Plot = 222, Left = 56, Right = 20, Foot = 36, Name = 22, LegendRow = 17, Space = 36;
    private const int MostCurves = 120;

    /// <summary>Several curves over the same axes, told apart by colour.</summary>
    /// <param name="title">For people.</param>
    /// <param name="xName">What x is.</param>
    /// <param name="yName">What y is.</param>
    /// <param name="curves">At least one, with a point.</param>
    public static Chart Curves(string title, string xName, string yName, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        List<(int Curve, double X, double Y)> legend = Legend(curves);
        double top = (legend.Count > 0 ? legend[^1].Y + LegendRow : 0) + Name;
        return new("curves", title, Width, top + Plot + Foot, canvas =>
        {
            Frame frame = new(
                ChartAxis.Over(curves.SelectMany(curve => curve.X), Left, Width - Right, 0),
                ChartAxis.Over(curves.SelectMany(curve => curve.Y), top + Plot, top));
            frame.Draw(canvas, xName, yName);
            for (int i = 0; i < curves.Count; i++)
            {
                frame.Draw(canvas, curves[i].X, curves[i].Y, Ink.Series(i), 2.2);
            }

            foreach ((int i, double x, double y) in legend)
            {
                canvas.Rectangle(x, y + 4, 14, 4, Ink.Series(i), 2);
                canvas.Text(x + 19, y + 10, curves[i].Name, Ink.Soft, 11);
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
    /// <param name="scale">
    /// Outputs that the axis reaches over besides, so that several pictures have one scale; null: those of the curves alone.
    /// </param>
    public static Chart Dependence(
        string name, string output, PartialDependence dependence, IReadOnlyList<double>? values = null, bool isCentred = false,
        IReadOnlyList<double>? scale = null)
    {
        ArgumentNullException.ThrowIfNull(dependence);
        int step = Math.Max(1, dependence.Curves.Count / MostCurves);
        IReadOnlyList<double>[] curves = [.. dependence.Curves.Where((_, i) => i % step == 0).Select(Begin)];
        IReadOnlyList<double> mean = Begin(dependence.Mean);
        return new("dependence", $"{output} by {name}", Width, Name + Plot + Foot, canvas =>
        {
            Frame frame = new(
                ChartAxis.Over(dependence.Grid, Left, Width - Right, 0),
                ChartAxis.Over([.. curves.SelectMany(curve => curve), .. scale ?? []], Name + Plot, Name));
            frame.Draw(canvas, name, output);
            foreach (IReadOnlyList<double> curve in curves)
            {
                frame.Draw(canvas, dependence.Grid, curve, Ink.Soft, 0.8, 0.28);
            }

            frame.Draw(canvas, dependence.Grid, mean, Ink.Series(1), 3);

            // One mark for all samples of a place, the darker the more they are.
            foreach (IGrouping<double, double> place in (values ?? []).Where(value => value >= frame.X.Least && value <= frame.X.Largest)
                .GroupBy(value => Math.Round(frame.X.At(value))))
            {
                canvas.Path(
                    [(place.Key, frame.Y.From - 5), (place.Key, frame.Y.From)], Ink.Text, 1, 1 - Math.Pow(0.8, place.Count()));
            }
        });

        IReadOnlyList<double> Begin(IReadOnlyList<double> curve) => isCentred ? [.. curve.Select(value => value - curve[0])] : curve;
    }

    /// <summary>Where each name begins, in as many rows as it takes.</summary>
    private static List<(int Curve, double X, double Y)> Legend(IReadOnlyList<Curve> curves)
    {
        List<(int Curve, double X, double Y)> places = [];
        double x = 0, y = 0;
        for (int i = 0; i < curves.Count; i++)
        {
            if (curves[i].Name.Length > 0)
            {
                double width = Space + SkiaCanvas.WidthOf(curves[i].Name, 11);
                (x, y) = x > 0 && x + width > Width ? (0, y + LegendRow) : (x, y);
                places.Add((i, x, y));
                x += width;
            }
        }

        return places;
    }

    /// <summary>Two axes.</summary>
    private readonly record struct Frame(ChartAxis X, ChartAxis Y)
    {
        /// <summary>Draws them with what they are.</summary>
        public void Draw(Canvas canvas, string xName, string yName)
        {
            foreach ((double tick, string label) in Y.Ticks())
            {
                canvas.Line(X.From, Y.At(tick), X.To, Y.At(tick), Ink.Line);
                canvas.Text(X.From - 7, Y.At(tick) + 4, label, Ink.Soft, 11, Anchor.End);
            }

            foreach ((double tick, string label) in X.Ticks())
            {
                canvas.Text(X.At(tick), Y.From + 15, label, Ink.Soft, 11, Anchor.Middle);
            }

            canvas.Text((X.From + X.To) / 2, Y.From + 31, xName, Ink.Soft, 12, Anchor.Middle);
            canvas.Text(0, Y.To - 8, yName, Ink.Soft, 11);
        }

        /// <summary>Draws a line.</summary>
        public void Draw(
            Canvas canvas, IReadOnlyList<double> xs, IReadOnlyList<double> ys, Ink ink, double width, double opacity = 1)
        {
            (ChartAxis x, ChartAxis y) = (X, Y);
            canvas.Path([.. xs.Zip(ys, (a, b) => (x.At(a), y.At(b)))], ink, width, opacity);
        }
    }
}
