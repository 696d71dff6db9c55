using Samples;
using static System.FormattableString;

namespace Tabular.Tables;

/// <summary>
/// Red and white Vinho Verde, their chemistry and what tasters gave them, 0 to 10. Cortez et al. 2009, "Modeling wine preferences by data
/// mining from physicochemical properties".
/// </summary>
internal static class WineQuality
{
    private static readonly (string Name, float Most)[] s_columns =
    [
        ("fixed acidity", 20), ("volatile acidity", 2), ("citric acid", 2), ("residual sugar", 70), ("chlorides", 1), ("free SO₂", 300),
        ("total SO₂", 500), ("density", 1.05f), ("pH", 5), ("sulphates", 3), ("alcohol", 15), ("quality", 10),
    ];

    private static readonly Formula[] s_formulas =
    [
        new("bound SO₂", "(total, free) => total - free", "total SO₂", "free SO₂"),
        new("free share of SO₂", "(free, total) => free / total", "free SO₂", "total SO₂"),
        new("volatile share of acid", "(volatile, fixed) => volatile / (volatile + fixed)", "volatile acidity", "fixed acidity"),
        new("citric share of acid", "(citric, fixed) => citric / fixed", "citric acid", "fixed acidity"),
        new("sugar to acid", "(sugar, fixed) => sugar / fixed", "residual sugar", "fixed acidity"),
        new("alcohol to density", "(alcohol, density) => alcohol / density", "alcohol", "density"),
        new("sulphates to chlorides", "(sulphates, chlorides) => log(sulphates / chlorides)", "sulphates", "chlorides"),
        new("molecular SO₂", "(free, acid) => log(free / (1 + exp(2.303 * (acid - 1.81))))", "free SO₂", "pH"),
        new("log sugar", "x => log(x)", "residual sugar"),
        new("log chlorides", "x => log(x)", "chlorides"),
        new("log sulphates", "x => log(x)", "sulphates"),
        new("log volatile acidity", "x => log(x)", "volatile acidity"),
        new("log free SO₂", "x => log(x)", "free SO₂"),
    ];

    /// <summary>
    /// Reads both colours, with commas or semicolons, with a header or none. Some exporters lost the decimal point of long numbers: 100369
    /// for a density of 1.00369.
    /// </summary>
    /// <exception cref="SampleException">A field is no such number.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Table Read(string folder)
    {
        int mended = 0;
        List<(float[], string, float)> rows = [];
        foreach (string colour in (string[])["red", "white"])
        {
            string file = Path.Join(folder, $"winequality-{colour}.csv");
            foreach (TextFields line in TextFields.Read(file, [',', ';'], s_columns.Length).Where(line => !line.IsHeader))
            {
                float[] numbers = [.. s_columns.Select((column, i) => Mend(line.Number(i), column.Most, ref mended))];
                rows.Add((numbers[..^1], colour, numbers[^1]));
            }
        }

        string[] names = [.. s_columns[..^1].Select(column => column.Name)];
        return new(
            "wine-quality", "quality", 1, names, s_formulas, "colour", Table.ToFrame(names, "colour", rows),
            [Invariant($"{mended} numbers had lost their decimal point")]);
    }

    /// <summary>Puts the decimal point back: in front of the digit behind which the number is possible.</summary>
    private static float Mend(float value, float most, ref int mended)
    {
        if (value <= most)
        {
            return value;
        }

        mended++;
        double possible = value;
        while (possible > most)
        {
            possible /= 10;
        }

        return (float)possible;
    }
}
