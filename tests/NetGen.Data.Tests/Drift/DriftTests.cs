using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Xunit;

namespace NetGen.Data.Tests.Drift;

/// <summary>The figures against SciPy's (tests/fixtures/make_drift.py), alarms where something has changed, none where nothing has.</summary>
public sealed class DriftTests
{
    private static readonly JsonElement[] s_cases = [.. JsonDocument
        .Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "drift.json"))).RootElement
        .GetProperty("cases").EnumerateArray()];

    public static TheoryData<string> Cases => [.. s_cases.Select(entry => entry.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Distance_and_chance_are_those_of_scipy(string name)
    {
        JsonElement entry = s_cases.Single(entry => entry.GetProperty("name").GetString() == name);
        FeatureDrift feature = DriftCheck.Run(Column(entry, "reference"), Column(entry, "later")).Features.Single();
        Assert.Equal(entry.GetProperty("distance").GetDouble(), feature.Distance, 1e-12);
        double p = entry.GetProperty("p").GetDouble();
        Assert.InRange(feature.PValue, p * (1 - 1e-9), (p * (1 + 1e-9)) + 1e-300);
        Assert.Equal(1, feature.ReferenceShares.Sum(), 1e-9);
        Assert.Equal(1, feature.LaterShares.Sum(), 1e-9);
    }

    [Fact]
    public void The_stability_index_is_what_its_formula_says()
    {
        // Halves of 100 and a later half of 100 that is a quarter: shares of 50.5 and 25.5 of 101, and so on.
        Dataset reference = Of([.. Enumerable.Range(0, 100).Select(i => i < 50 ? 0f : 1)]);
        Dataset later = Of([.. Enumerable.Range(0, 100).Select(i => i < 25 ? 0f : 1)]);
        double expected = ((25.5 - 50.5) / 101 * Math.Log(25.5 / 50.5)) + ((75.5 - 50.5) / 101 * Math.Log(75.5 / 50.5));
        FeatureDrift feature = DriftCheck.Run(reference, later).Features[0];
        Assert.Equal(expected, feature.StabilityIndex, 1e-12);
        Assert.Equal([50.5 / 101, 50.5 / 101], feature.ReferenceShares, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Chances_hold_for_all_features_together()
    {
        DriftReport report = DriftCheck.Run(Draw(200, 4, 1, 0, 0.2f), Draw(200, 4, 2, 0, 0), new() { FeatureNames = ["a", "b", "c", "d"] });
        FeatureDrift[] ordered = [.. report.Features.OrderBy(feature => feature.PValue)];
        double before = 0;
        for (int i = 0; i < 4; i++)
        {
            before = Math.Max(before, Math.Min(1, ordered[i].PValue * (4 - i)));
            Assert.Equal(before, ordered[i].AdjustedPValue, 1e-15);
        }
    }

    /// <summary>Each value by itself is as before, but the two no longer go together: only the classifier sees it.</summary>
    [Fact]
    public void What_no_feature_shows_the_classifier_sees()
    {
        float[] together = Normal(2000, 1), alone = Normal(2000, 2);
        float[] reference = new float[2000], later = new float[2000];
        for (int i = 0; i < 1000; i++)
        {
            (reference[2 * i], reference[(2 * i) + 1]) = (together[i], together[i] + (0.1f * together[i + 1000]));
            (later[2 * i], later[(2 * i) + 1]) = (alone[i], alone[i + 1000]);
        }

        DriftReport report = DriftCheck.Run(Rows(reference, 2), Rows(later, 2));
        Assert.DoesNotContain(report.Features, feature => feature.HasDrifted);
        Assert.True(report.Classifier is { HasDrifted: true, Accuracy: > 0.7, Samples: 1000 });
        Assert.True(report.HasDrifted);
    }

    [Fact]
    public void The_classifiers_chance_is_that_of_coins()
    {
        ClassifierDrift classifier = DriftCheck.Run(Draw(100, 2, 1, 0, 0.3f), Draw(100, 2, 2, 0, 0)).Classifier;
        int right = (int)Math.Round(classifier.Accuracy * classifier.Samples);
        BigInteger term = 1, heads = 0;
        for (int i = 0; i <= classifier.Samples; i++)
        {
            heads += i >= right ? term : 0;
            term = term * (classifier.Samples - i) / (i + 1);
        }

        Assert.Equal(Math.Exp(BigInteger.Log(heads) - (classifier.Samples * Math.Log(2))), classifier.PValue, 1e-9);
    }

    [Fact]
    public void More_features_than_the_network_has_inputs_are_looked_at_too()
    {
        Assert.True(DriftCheck.Run(Draw(400, 100, 1, 99, 3), Draw(400, 100, 2, 0, 0)).Classifier.HasDrifted);
        Assert.False(DriftCheck.Run(Draw(400, 100, 1, 0, 0), Draw(400, 100, 2, 0, 0)).HasDrifted);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Dataset data = Draw(40, 2, 1, 0, 0);
        Assert.Throws<ArgumentException>("later", () => DriftCheck.Run(data, Draw(40, 3, 1, 0, 0)));
        Assert.Throws<ArgumentException>("later", () => DriftCheck.Run(data, Draw(19, 2, 1, 0, 0)));
        Assert.Throws<ArgumentException>("options", () => DriftCheck.Run(data, data, new() { FeatureNames = ["a"] }));
        Assert.Throws<ArgumentException>("data", () => DriftCheck.Run(Dataset.FromTokens(new int[40], new int[40], 1), data));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DriftOptions { Significance = 0 });
    }

    [Fact]
    public void Table_and_page_say_the_same_in_every_culture_and_escape_names()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        string path = Path.GetTempFileName();
        try
        {
            DriftReport report = DriftCheck.Run(
                Draw(300, 2, 1, 1, 1.5f), Draw(300, 2, 2, 0, 0), new() { FeatureNames = ["<b>İ", "fixed"] });
            string[] lines = report.ToString().Split('\n');
            Assert.StartsWith(
                "Drift: 1 of 2 features changed, the classifier tells the data apart. 300 samples", lines[0], StringComparison.Ordinal);
            Assert.Matches(@"^classifier: right about \d+\.\d% of 300 samples, p = ", lines[1]);
            Assert.Matches(@"^fixed +\d\.\d{3} +0\.\d{3} .* drift$", lines[3]);
            Assert.DoesNotContain("drift", lines[4], StringComparison.Ordinal);
            report.SaveHtml(path);
            string page = File.ReadAllText(path);
            Assert.Contains("&lt;b&gt;", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("http", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.Matches("height=\"\\d+\\.\\d\"", page);
            Assert.Equal(2, page.Split("</svg>").Length - 1);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            File.Delete(path);
        }
    }

    private static Dataset Column(JsonElement entry, string name) =>
        Rows([.. entry.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())], 1);

    private static Dataset Of(float[] values) => Rows(values, 1);

    private static Dataset Rows(float[] values, int features) =>
        Dataset.FromColumns([("input", DataColumn.Values(values, new Shape(features)))]);

    private static Dataset Rows(double[] values, int features) =>
        Dataset.FromColumns([("input", DataColumn.Values(values, new Shape(features)))]);

    /// <summary>Normal values, those of one feature shifted.</summary>
    private static Dataset Draw(int count, int features, int seed, int shifted, float shift)
    {
        float[] values = Normal(count * features, seed);
        for (int i = shifted; i < values.Length; i += features)
        {
            values[i] += shift;
        }

        return Rows(values, features);
    }

    private static float[] Normal(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
