using Samples;
using static System.FormattableString;

namespace Tabular.Tables;

/// <summary>Cars of 1970 to 1982 and how many miles they go on a gallon. Quinlan 1993, "Combining instance-based and model-based learning".</summary>
internal static class AutoMpg
{
    private const int Name = 8, ModelYear = 6;

    private static readonly string[] s_numbers =
        ["cylinders", "displacement", "horsepower", "weight", "acceleration", "model year", "origin"];

    private static readonly Formula[] s_formulas =
    [
        new("weight per horsepower", "(weight, power) => weight / power", "weight", "horsepower"),
        new("horsepower per litre", "(power, size) => power / size", "horsepower", "displacement"),
        new("displacement per cylinder", "(size, count) => size / count", "displacement", "cylinders"),
        new("inverse weight", "x => 1000 / x", "weight"),
        new("inverse horsepower", "x => 100 / x", "horsepower"),
        new("log weight", "x => log(x)", "weight"),
        new("log horsepower", "x => log(x)", "horsepower"),
        new("log displacement", "x => log(x)", "displacement"),
    ];

    // Misspellings and short names in the file.
    private static readonly Dictionary<string, string> s_makers = new(StringComparer.Ordinal)
    {
        ["chevy"] = "chevrolet", ["chevroelt"] = "chevrolet", ["maxda"] = "mazda", ["mercedes-benz"] = "mercedes", ["toyouta"] = "toyota",
        ["vokswagen"] = "volkswagen", ["vw"] = "volkswagen", ["capri"] = "mercury", ["hi"] = "international",
    };

    /// <summary>Reads the file: columns between blanks or tabs, a name in quotation marks at the end, "?" for a horsepower not known.</summary>
    /// <exception cref="SampleException">A field is no such number.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Table Read(string folder)
    {
        int missing = 0, renamed = 0;
        List<(float[], string, float)> rows = [];
        foreach (TextFields line in TextFields.Read(Path.Join(folder, "auto-mpg.data"), [' ', '\t'], Name + 1))
        {
            if (line is { Line: 1, Fields: ["mpg", ..] })
            {
                continue;
            }

            float[] numbers = [.. Enumerable.Range(1, s_numbers.Length).Select(i => line.Number(i, mayMiss: i == 3))];
            missing += numbers.Count(float.IsNaN);
            string maker = line.Fields[Name].Trim('"').Split(' ')[0].ToLowerInvariant();
            renamed += s_makers.ContainsKey(maker) ? 1 : 0;
            rows.Add((numbers, s_makers.GetValueOrDefault(maker, maker), line.Number(0)));
        }

        return new(
            "auto-mpg", "miles per gallon", 5, s_numbers, s_formulas, "maker", Table.ToFrame(s_numbers, "maker", rows),
            [
                Invariant($"{missing} values of horsepower are missing"),
                Invariant($"{renamed} makers were spelled in another way"),
            ]);
    }
}
