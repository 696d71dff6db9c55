using System.Globalization;
using Xunit;

namespace NetGen.Data.Tests.Describe;

public class DatasetViewTests
{
    private static readonly float[] s_rows = [1, 10, 0, 2, float.NaN, 0, 3, 30, 1, 4, 40, 1];

    [Fact]
    public void RowsHaveTheirMissingValuesCounted()
    {
        DatasetDescription seen = DatasetView.Describe(s_rows, ["weight", "power", "sold"], "sold");
        Assert.Equal("4 rows of 3 columns", seen.Title);
        Assert.Equal(["weight", "power"], seen.Features.Select(feature => feature.Name));
        Assert.Equal((4, 0), (seen.Features[0].Count, seen.Features[0].Missing));
        Assert.Equal((3, 1), (seen.Features[1].Count, seen.Features[1].Missing));
        Assert.Equal([10, 20, 30, 35, 40], seen.Features[1].Quantiles);
        Assert.Equal(Math.Log(2), seen.Features[0].Information!.Value, 1e-12);
        Assert.Equal(0.5, seen.Target!.Mean);
    }

    [Fact]
    public void AColumnWithoutAValueIsDescribedAsNothing()
    {
        FeatureDescription empty = DatasetView.Describe([double.NaN, double.NaN], ["x"]).Features[0];
        Assert.Equal((0, 2), (empty.Count, empty.Missing));
        Assert.True(double.IsNaN(empty.Mean) && double.IsNaN(empty.Deviation) && empty.Quantiles.All(double.IsNaN));
        Assert.Contains("NaN", DatasetView.Describe([double.NaN], ["x"]).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrongWithRowsIsSaid()
    {
        Assert.Contains(
            "5 values are no whole number of rows of 3 columns",
            Assert.Throws<ArgumentException>(() => DatasetView.Describe(new double[5], ["a", "b", "c"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Row 1 has the value Infinity as b",
            Assert.Throws<ArgumentException>(() => DatasetView.Describe([0, 0, 0, double.PositiveInfinity], ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "No column is named c: there are a, b",
            Assert.Throws<ArgumentException>(() => DatasetView.Describe(new double[2], ["a", "b"], "c")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesAreCountedByName()
    {
        Dataset data = Dataset.FromArrays([1f, 5, 1, 6, 2, 7, 2, 8], [0, 0, 2, 2], new Shape(2), classes: 3);
        DatasetDescription seen = DatasetView.Describe(data, new() { FeatureNames = ["tells", "too"], ClassNames = ["a", "b", "c"] });
        Assert.Equal([("a", 2), ("b", 0), ("c", 2)], seen.Classes);
        Assert.Equal(["tells", "too"], seen.Features.Select(feature => feature.Name));
        Assert.Equal(Math.Log(2), seen.Features[0].Information!.Value, 1e-12);
        Assert.Contains("50.0 %", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void NamesThatDoNotFitAreRefused()
    {
        Dataset data = Dataset.FromArrays([1f, 5], [0], new Shape(2));
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => DatasetView.Describe(data, new() { FeatureNames = ["a"] }));
        Assert.Contains("2 values cannot have 1 name", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImagesHaveMeansByClass()
    {
        Dataset data = Dataset.FromArrays([0f, 0, 0, 0, 1, 1, 1, 1, 0, 2, 0, 2], [0, 1, 1], new Shape(1, 2, 2), classes: 3);
        PictureDescription pictures = DatasetView.Describe(data).Pictures!;
        Assert.Equal([1.0 / 3, 1, 1.0 / 3, 1], pictures.Mean);
        Assert.Equal([0.5, 1.5, 0.5, 1.5], pictures.ClassMeans[1]);
        Assert.Empty(pictures.ClassMeans[2]);
        Assert.Equal(12, pictures.Pixels.Count);
    }

    [Fact]
    public void TokensHaveFrequenciesAndLengths()
    {
        Dataset data = Dataset.FromTokens([7, 7, 3, 0, 7, 0, 0, 0], [0, 1], length: 4);
        TokenDescription tokens = DatasetView.Describe(data, new() { PaddingToken = 0 }).Tokens!;
        Assert.Equal([(7, 3L), (3, 1L)], tokens.Frequent);
        Assert.Equal((2, 4L), (tokens.Distinct, tokens.Total));
        Assert.Equal((1, 3, 2), (tokens.Lengths.Quantiles[0], tokens.Lengths.Quantiles[^1], tokens.Lengths.Mean));
    }

    [Fact]
    public void LargeDataIsLookedAtInPart()
    {
        Dataset data = Dataset.FromTargets([.. Enumerable.Range(0, 3000).Select(i => (float)i)], new float[1000], new Shape(3));
        DatasetDescription seen = DatasetView.Describe(data, new() { MostSamples = 10, MostFeatures = 2 });
        Assert.Equal((1000, 10, 2, 1), (seen.Samples, seen.Seen, seen.Features.Count, seen.FeaturesLeftOut));
        Assert.Equal([0, 675, 1350, 2025, 2700], seen.Features[0].Quantiles);
        Assert.Contains("of which 10 were looked at", seen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void TextAndPageAreTheSameInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        DatasetDescription seen = DatasetView.Describe(s_rows, ["weight", "power", "sold"], "sold");
        (string text, string page) = (seen.ToString(), seen.ToHtml());
        try
        {
            CultureInfo.CurrentCulture = new(culture);
            Assert.Equal(text, seen.ToString());
            Assert.Equal(page, seen.ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Contains("0.693", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageIsSavedWholeAndEscapesNames()
    {
        string file = Path.Join(Directory.CreateTempSubdirectory().FullName, "data.html");
        DatasetView.Describe(s_rows, ["<weight>", "power", "sold"], "sold").SaveHtml(file);
        string page = File.ReadAllText(file);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.Contains("&lt;weight&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<weight>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.Contains("Missing values", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }
}
