using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace NetGen.Data.Tests.Drift;

/// <summary>Real data: one measurement shifted by a deviation is noticed each time, a fresh half at most once in twenty.</summary>
public sealed class WineDriftTests(ITestOutputHelper output)
{
    private const int Seeds = 20, Measurements = 11;

    [WineFact]
    public void A_fresh_half_of_wines_is_quiet_and_a_shifted_one_is_not()
    {
        float[] wines = ReadWines();
        Dataset all = Dataset.FromColumns([("input", DataColumn.Values(wines, new Shape(Measurements)))]);
        int falseAlarms = 0, byFeature = 0, byClassifier = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            (Dataset reference, Dataset later) = all.Split(0.5, seed);
            DriftReport quiet = DriftCheck.Run(reference, later, new() { Seed = seed });
            DriftReport shifted = DriftCheck.Run(reference, Shift(later, seed % Measurements), new() { Seed = seed });
            falseAlarms += quiet.HasDrifted ? 1 : 0;
            byFeature += shifted.Features[seed % Measurements].HasDrifted ? 1 : 0;
            byClassifier += shifted.Classifier.HasDrifted ? 1 : 0;
            Assert.Equal(1, quiet.Features.Zip(shifted.Features, (one, other) => one.Distance == other.Distance ? 0 : 1).Sum());
        }

        output.WriteLine(
            $"{falseAlarms} false alarms in {Seeds}; shifted: {byFeature} by the feature, {byClassifier} by the classifier, of {Seeds}");
        Assert.InRange(falseAlarms, 0, 1);
        Assert.Equal(Seeds, byFeature);
        Assert.InRange(byClassifier, Seeds - 2, Seeds);
    }

    /// <summary>A copy with one measurement larger by its deviation.</summary>
    private static Dataset Shift(Dataset data, int measurement)
    {
        float[] values = new float[data.Count * Measurements];
        data.ReadInputs([.. Enumerable.Range(0, data.Count)], values);
        float[] column = [.. Enumerable.Range(0, data.Count).Select(row => values[(row * Measurements) + measurement])];
        double mean = column.Average(), deviation = Math.Sqrt(column.Average(value => (value - mean) * (value - mean)));
        for (int row = 0; row < data.Count; row++)
        {
            values[(row * Measurements) + measurement] += (float)deviation;
        }

        return Dataset.FromColumns([("input", DataColumn.Values(values, new Shape(Measurements)))]);
    }

    private static float[] ReadWines() => [.. new[] { "winequality-red.csv", "winequality-white.csv" }
        .SelectMany(name => File.ReadLines(Path.Combine(WineFactAttribute.Folder!, name)))
        .Where(line => line.Length > 0)
        .SelectMany(line => line.Split(',').Take(Measurements).Select(value => float.Parse(value, CultureInfo.InvariantCulture)))];
}

/// <summary>A test that needs the wines, in $NETGEN_DATA or in a folder shared/data above this one.</summary>
internal sealed class WineFactAttribute : FactAttribute
{
    public WineFactAttribute() => Skip = Folder is null ? "The wines are not on this machine: set NETGEN_DATA." : null;

    public static string? Folder { get; } = Roots().FirstOrDefault(root => File.Exists(Path.Combine(root, "winequality-red.csv")));

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("NETGEN_DATA") is { Length: > 0 } root)
        {
            yield return Path.Combine(root, "wine-quality");
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared", "data", "wine-quality");
        }
    }
}
