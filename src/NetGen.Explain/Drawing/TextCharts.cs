using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>Pictures of what belongs to words.</summary>
public static class TextCharts
{
    private const double Width = 760, Size = 14, LineHeight = 28, Pad = 5;

    /// <summary>Words one after the other, each on its colour: red speaks for the output, blue against it.</summary>
    /// <param name="title">For people.</param>
    /// <param name="tokens">The words.</param>
    /// <param name="contributions">Of the words.</param>
    /// <exception cref="ArgumentException">There are not as many words as contributions.</exception>
    public static Chart Tokens(string title, IReadOnlyList<string> tokens, IReadOnlyList<double> contributions)
    {
        Charts.Check(tokens, contributions.Count);
        List<(double X, double Y, double Width)> places = [];
        double x = 0, y = 0;
        foreach (string token in tokens)
        {
            double width = SkiaCanvas.WidthOf(token, Size) + (2 * Pad);
            (x, y) = x > 0 && x + width > Width ? (0, y + LineHeight) : (x, y);
            places.Add((x, y, width));
            x += width + 3;
        }

        double most = Math.Max(contributions.Max(Math.Abs), 1e-12);
        int decimals = ChartAxis.Decimals(contributions);
        return new("tokens", title, Width, y + LineHeight, canvas =>
        {
            for (int i = 0; i < tokens.Count; i++)
            {
                double share = contributions[i] / most;
                canvas.Rectangle(
                    places[i].X, places[i].Y, places[i].Width, LineHeight - 5, Ink.Of(ColourScale.Signed(share)), 4,
                    $"{tokens[i]}: {ChartAxis.Fixed(contributions[i], decimals, isSigned: true)}");
                canvas.Text(
                    places[i].X + (places[i].Width / 2), places[i].Y + 16, tokens[i],
                    Ink.Of(Math.Abs(share) > 0.8 ? new(0xff, 0xff, 0xff) : new(0x1c, 0x23, 0x30)), Size, Anchor.Middle);
            }
        });
    }

    /// <summary>How much each query (a row) attends to each key (a column): dark not at all, yellow most.</summary>
    /// <param name="title">For people.</param>
    /// <param name="queries">Names of the rows.</param>
    /// <param name="keys">Names of the columns.</param>
    /// <param name="weights">[queries × keys], 0 to 1.</param>
    /// <exception cref="ArgumentException">There are not as many weights.</exception>
    public static Chart Attention(string title, IReadOnlyList<string> queries, IReadOnlyList<string> keys, IReadOnlyList<double> weights)
    {
        if (queries.Count == 0 || weights.Count != queries.Count * keys.Count)
        {
            throw new ArgumentException(
                Invariant($"{queries.Count} queries and {keys.Count} keys do not fit {Words.Counted(weights.Count, "weight")}."),
                    nameof(weights));
        }

        const double cell = 13.5, size = 10, bar = 7, foot = 26;
        double most = Math.Max(weights.Max(), 1e-12), left = 8 + Longest(queries), below = 8 + Longest(keys);
        double width = keys.Count * cell, height = queries.Count * cell;
        return new("attention", title, left + width, height + below + foot, canvas =>
        {
            canvas.Pixels(left, 0, width, height, new(keys.Count, queries.Count, [.. weights.Select(
                weight => ColourScale.Amount(weight / most))]));
            for (int i = 0; i < queries.Count; i++)
            {
                canvas.Text(left - 5, (i * cell) + 10, Cut(queries[i]), Ink.Text, size, Anchor.End);
            }

            for (int i = 0; i < keys.Count; i++)
            {
                canvas.TextUp(left + (i * cell) + 10, height + 5, Cut(keys[i]), Ink.Text, size);
            }

            // The scale: what the colours are.
            double top = height + below + foot - bar - 4;
            canvas.Pixels(left, top, width, bar, new(32, 1, [.. Enumerable.Range(0, 32).Select(i => ColourScale.Amount(i / 31.0))]));
            canvas.Text(left, top - 4, "0", Ink.Soft, size);
            canvas.Text(left + width, top - 4, ChartAxis.Fixed(most, 2), Ink.Soft, size, Anchor.End);
        });

        static double Longest(IReadOnlyList<string> words) => words.Max(word => SkiaCanvas.WidthOf(Cut(word), size));
    }

    private static string Cut(string word) => word.Length > 13 ? string.Concat(word.AsSpan(0, 12), "…") : word;
}
