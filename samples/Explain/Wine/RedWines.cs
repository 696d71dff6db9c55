using Samples;
using Tabular.Tables;
using static System.FormattableString;

namespace Explanations.Wine;

/// <summary>Red wines, some to train on and the others to test on.</summary>
/// <param name="Names">Of what was measured.</param>
/// <param name="Rows">[count × <see cref="Columns"/>], in the order drawn.</param>
/// <param name="Qualities">[count].</param>
/// <param name="Train">So many to train on, the first.</param>
internal sealed record RedWines(IReadOnlyList<string> Names, float[] Rows, float[] Qualities, int Train)
{
    /// <summary>What was measured of each.</summary>
    public const int Columns = 11;

    private const double TrainShare = 0.8;
    private const int Fewest = 50;

    /// <summary>How many.</summary>
    public int Count => Qualities.Length;

    /// <summary>Those to train on.</summary>
    public float[] TrainRows => Rows[..(Train * Columns)];

    /// <summary>Those to test on.</summary>
    public float[] TestRows => Rows[(Train * Columns)..];

    /// <summary>Reads them.</summary>
    /// <param name="folder">With winequality-red.csv and winequality-white.csv.</param>
    /// <param name="seed">Of the order.</param>
    /// <exception cref="SampleException">There are hardly any, or a field is no number.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static RedWines Read(string folder, int seed)
    {
        Table table = WineQuality.Read(folder);
        string[] colours = [.. ((Microsoft.Data.Analysis.StringDataFrameColumn)table.Frame[table.Category])];
        int[] red = [.. Enumerable.Range(0, table.Count).Where(row => colours[row] == "red")];
        if (red.Length < Fewest)
        {
            throw new SampleException(Invariant($"--data: {red.Length} red wines are too few, at least {Fewest} are needed."));
        }

        new Random(seed).Shuffle(red);
        float[] all = table.Known(), labels = table.Labels;
        return new(
            table.Numbers,
            [.. red.SelectMany(row => all.AsSpan(row * Columns, Columns).ToArray())],
            [.. red.Select(row => labels[row])],
            (int)(TrainShare * red.Length));
    }

    /// <summary>What of the qualities' variance is foreseen: 1 − Σ(y − ŷ)² / Σ(y − mean)².</summary>
    public static double RSquared(ReadOnlySpan<float> predicted, ReadOnlySpan<float> qualities)
    {
        double mean = 0, left = 0, whole = 0;
        foreach (float quality in qualities)
        {
            mean += quality / (double)qualities.Length;
        }

        for (int i = 0; i < qualities.Length; i++)
        {
            left += Math.Pow(qualities[i] - predicted[i], 2);
            whole += Math.Pow(qualities[i] - mean, 2);
        }

        return 1 - (left / whole);
    }
}
