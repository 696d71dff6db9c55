using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Pictures of contributions and of features.</summary>
public static class Charts
{
    private const double Names = 190, Row = 24, Width = 640, Foot = 34;

    /// <summary>Bars to both sides of 0, the longest above.</summary>
    /// <param name="title">For people.</param>
    /// <param name="names">Of the features.</param>
    /// <param name="values">Of the features.</param>
    /// <param name="most">Bars; what is left out is the least.</param>
    /// <param name="deviations">Drawn as whiskers; null: none.</param>
    /// <exception cref="ArgumentException">There are not as many names as values.</exception>
    public static Chart Bars(
        string title, IReadOnlyList<string> names, IReadOnlyList<double> values, int most = 20, IReadOnlyList<double>? deviations = null)
    {
        Check(names, values.Count);
        int[] order = Largest(values, most);
        int decimals = ChartAxis.Decimals(order.Select(i => values[i]));
        double height = order.Length * Row;
        return new("bars", title, Width, height + 6, canvas =>
        {
            ChartAxis axis = ChartAxis.Over(
                [0, .. order.SelectMany(i => (double[])[values[i] - Whisker(i), values[i] + Whisker(i)])], Names, Width - 64);
            for (int row = 0; row < order.Length; row++)
            {
                int i = order[row];
                double y = row * Row, from = axis.At(Math.Min(values[i], 0)), to = axis.At(Math.Max(values[i], 0));
                canvas.Text(Names - 10, y + 16, Short(names[i]), Ink.Text, 12, Anchor.End);
                canvas.Rectangle(
                    from, y + 4, Math.Max(to - from, 1), Row - 8, values[i] < 0 ? Ink.Fall : Ink.Rise, 2,
                        $"{names[i]}: {ChartAxis.Fixed(values[i], decimals)}");
                if (deviations is not null)
                {
                    canvas.Line(axis.At(values[i] - Whisker(i)), y + 12, axis.At(values[i] + Whisker(i)), y + 12, Ink.Text, 1.4);
                }

                canvas.Text(
                    axis.At(Math.Max(values[i] + Whisker(i), 0)) + 6, y + 16, ChartAxis.Fixed(values[i], decimals), Ink.Soft);
            }

            canvas.Line(axis.At(0), 0, axis.At(0), height, Ink.Soft);
        });

        double Whisker(int i) => deviations?[i] ?? 0;
    }

    /// <summary>
    /// From the base value, contribution by contribution, to what was predicted; the longest above, those left out in one step.
    /// </summary>
    /// <param name="title">For people.</param>
    /// <param name="names">Of the features; with their values where these tell something: "alcohol = 9.4".</param>
    /// <param name="contributions">Of the features.</param>
    /// <param name="baseValue">Where they start.</param>
    /// <param name="most">Steps, that of the others among them.</param>
    /// <exception cref="ArgumentException">There are not as many names as contributions.</exception>
    public static Chart Waterfall(
        string title, IReadOnlyList<string> names, IReadOnlyList<double> contributions, double baseValue, int most = 12)
    {
        Check(names, contributions.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        bool isWhole = contributions.Count <= most;
        int[] order = Largest(contributions, isWhole ? most : most - 1);
        List<(string Name, double Value)> steps = [.. order.Select(i => (names[i], contributions[i]))];
        if (!isWhole)
        {
            steps.Add((Invariant($"{contributions.Count - order.Length} others"), contributions.Sum() - order.Sum(i => contributions[i])));
        }

        int decimals = ChartAxis.Decimals(steps.Select(step => step.Value));
        List<double> places = [baseValue];
        steps.ForEach(step => places.Add(places[^1] + step.Value));
        double height = (steps.Count * Row) + 20;
        return new("waterfall", title, Width, height + 26, canvas =>
        {
            ChartAxis axis = ChartAxis.Over(places, Names, Width - 60);
            canvas.Line(axis.At(baseValue), 14, axis.At(baseValue), height, Ink.Soft, 1, isDashed: true);
            canvas.Text(axis.At(baseValue), 10, $"base {ChartAxis.Number(baseValue)}", Ink.Soft, 12, Anchor.Middle);
            for (int i = 0; i < steps.Count; i++)
            {
                (string name, double value) = steps[i];
                double y = 18 + (i * Row), from = axis.At(places[i]), to = axis.At(places[i + 1]);
                canvas.Text(Names - 10, y + 16, Short(name), Ink.Text, 12, Anchor.End);
                canvas.Rectangle(
                    Math.Min(from, to), y + 4, Math.Max(Math.Abs(to - from), 1), Row - 8, value < 0 ? Ink.Fall : Ink.Rise, 2,
                    $"{name}: {ChartAxis.Fixed(value, decimals, isSigned: true)}");
                canvas.Text(Math.Max(from, to) + 6, y + 16, ChartAxis.Fixed(value, decimals, isSigned: true), Ink.Soft);
                canvas.Line(to, y + 4, to, i == steps.Count - 1 ? height : y + Row + 4, Ink.Soft, 0.8);
            }

            canvas.Text(axis.At(places[^1]), height + 16, $"output {ChartAxis.Number(places[^1])}", Ink.Text, 12, Anchor.Middle,
                isBold: true);
        });
    }

    /// <summary>
    /// A dot for each sample and feature: where it stands says what the feature does, its colour how large the feature is there, blue
    /// small and red large. Features with the largest mean contribution above. Lundberg et al. 2018, "Consistent individualized feature
    /// attribution".
    /// </summary>
    /// <param name="title">For people.</param>
    /// <param name="names">Of the features.</param>
    /// <param name="values">[samples × features]: what the features are.</param>
    /// <param name="contributions">[samples × features].</param>
    /// <param name="most">Features; what is left out is the least.</param>
    /// <param name="mostSamples">Dots of a feature, spread over the samples.</param>
    /// <exception cref="ArgumentException">There is not a value for each contribution, or the rows are not whole.</exception>
    public static Chart Beeswarm(
        string title, IReadOnlyList<string> names, IReadOnlyList<double> values, IReadOnlyList<double> contributions, int most = 16,
        int mostSamples = 600)
    {
        int features = names.Count, samples = features > 0 ? contributions.Count / features : 0;
        if (samples == 0 || values.Count != contributions.Count || samples * features != contributions.Count)
        {
            throw new ArgumentException(Invariant(
                $"{values.Count} values and {contributions.Count} contributions are not whole samples of {features} features each."));
        }

        double[] sizes = [.. Enumerable.Range(0, features).Select(
            f => Enumerable.Range(0, samples).Average(s => Math.Abs(contributions[(s * features) + f])))];
        int[] order = Largest(sizes, most),
            shown = [.. Enumerable.Range(0, Math.Min(samples, mostSamples)).Select(
                i => (int)((long)i * samples / Math.Min(samples, mostSamples)))];
        const double band = 34;
        double height = order.Length * band;
        return new("beeswarm", title, Width, height + Foot, canvas =>
        {
            ChartAxis axis = ChartAxis.Over(
                [0, .. from f in order from s in shown select contributions[(s * features) + f]], Names, Width - 12);
            Foundation(canvas, axis, height, "contribution to the output");
            for (int row = 0; row < order.Length; row++)
            {
                int f = order[row];
                double middle = (row * band) + (band / 2);
                canvas.Text(Names - 10, middle + 4, Short(names[f]), Ink.Text, 12, Anchor.End);
                double[] column = [.. Enumerable.Range(0, samples).Select(s => values[(s * features) + f])], sorted = [.. column.Order()];
                double least = sorted[samples / 20], largest = sorted[^((samples / 20) + 1)];
                foreach ((double x, double y, int s) in Swarm(
                    [.. shown.Select(s => axis.At(contributions[(s * features) + f]))], middle, band))
                {
                    double share = largest > least ? (column[shown[s]] - least) / (largest - least) : 0.5;
                    canvas.Circle(x, y, 2.1, Ink.Of(ColourScale.LowHigh(share)), 0.75);
                }
            }

            canvas.Line(axis.At(0), 0, axis.At(0), height, Ink.Soft);
            canvas.Text(0, height + 28, "feature is", Ink.Soft, 11);
            canvas.Circle(68, height + 24, 4, Ink.Of(ColourScale.LowHigh(0)));
            canvas.Text(76, height + 28, "small", Ink.Soft, 11);
            canvas.Circle(120, height + 24, 4, Ink.Of(ColourScale.LowHigh(1)));
            canvas.Text(128, height + 28, "large", Ink.Soft, 11);
            if (shown.Length < samples)
            {
                canvas.Text(Width - 12, height + 28, Invariant($"{shown.Length:N0} of {samples:N0}"), Ink.Soft, 11, Anchor.End);
            }
        });
    }

    /// <summary>Dots that would lie on one another stand beside one another, outwards from the middle.</summary>
    private static IEnumerable<(double X, double Y, int Index)> Swarm(double[] places, double middle, double band)
    {
        const double bin = 3.2;
        foreach (IGrouping<int, (double X, int Index)> group in places.Select((x, i) => (x, i)).GroupBy(
            dot => (int)Math.Floor(dot.x / bin)))
        {
            int count = group.Count(), place = 0;
            double step = Math.Min(3, (band - 6) / count);
            foreach ((double x, int index) in group)
            {
                int side = place % 2 == 0 ? 1 : -1;
                yield return (x, middle + (side * ((place + 1) / 2) * step), index);
                place++;
            }
        }
    }

    /// <summary>Ticks, their lines and what they mean, below so much height.</summary>
    internal static void Foundation(Canvas canvas, ChartAxis axis, double height, string name)
    {
        foreach ((double tick, string label) in axis.Ticks())
        {
            canvas.Line(axis.At(tick), 0, axis.At(tick), height, Ink.Line);
            canvas.Text(axis.At(tick), height + 14, label, Ink.Soft, 11, Anchor.Middle);
        }

        canvas.Text((axis.From + axis.To) / 2, height + 29, name, Ink.Soft, 12, Anchor.Middle);
    }

    /// <exception cref="ArgumentException">There are not as many.</exception>
    internal static void Check(IReadOnlyList<string> names, int count)
    {
        if (names.Count != count || count == 0)
        {
            throw new ArgumentException(Invariant($"{names.Count} names do not fit {Words.Counted(count, "value")}."), nameof(names));
        }
    }

    internal static string Short(string name) => name.Length > 26 ? string.Concat(name.AsSpan(0, 25), "…") : name;

    private static int[] Largest(IReadOnlyList<double> values, int most) =>
        [.. Enumerable.Range(0, values.Count).OrderByDescending(i => Math.Abs(values[i])).Take(most)];
}
