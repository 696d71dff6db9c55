using System.Text.Json;
using Xunit;

namespace NetGen.Data.Tests.Describe;

public class MutualInformationTests
{
    private static readonly JsonSerializerOptions s_names = new() { PropertyNameCaseInsensitive = true };

    public static TheoryData<int> Cases => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Cases))]
    public void FiguresAreThoseOfScikitLearnAndNumPy(int number)
    {
        Case expected = Read(number);
        double[] first = [.. expected.First.Select(value => value ?? double.NaN)];
        Assert.Equal(expected.FirstBins, MutualInformation.EqualFrequencyBins(first, expected.Bins));

        double[] rows = [.. first.Zip(expected.Second, (x, y) => new[] { x, y }).SelectMany(row => row)];
        DatasetDescription seen = DatasetView.Describe(rows, ["x", "y"], "y", new() { InformationBins = expected.Bins });
        FeatureDescription feature = Assert.Single(seen.Features);
        Assert.Equal(expected.Information, feature.Information!.Value, 1e-12);
        Assert.Equal(expected.Mean, feature.Mean, 1e-12);
        Assert.Equal(expected.Deviation, feature.Deviation, 1e-12);
        Assert.Equal(expected.Histogram, feature.Histogram);
        Assert.Equal(first.Count(double.IsNaN), feature.Missing);
        for (int i = 0; i < expected.Quantiles.Length; i++)
        {
            Assert.Equal(expected.Quantiles[i], feature.Quantiles[i], 1e-12);
        }
    }

    [Fact]
    public void OfEqualBinsItIsTheirEntropy() =>
        Assert.Equal(1.5 * Math.Log(2), MutualInformation.Of([0, 0, 1, 2], [5, 5, 3, 0]), 1e-12);

    [Fact]
    public void OfIndependentBinsItIsNothing() => Assert.Equal(0, MutualInformation.Of([0, 0, 1, 1], [0, 1, 0, 1]), 1e-15);

    [Fact]
    public void EqualValuesShareABinAndMissingOnesHaveTheLast() =>
        Assert.Equal([0, 0, 1, 1, 2], MutualInformation.EqualFrequencyBins([1, 1, 2, 2, double.NaN], 2));

    [Fact]
    public void WhatIsNoPairIsRefused()
    {
        Assert.Throws<ArgumentException>(() => MutualInformation.Of([0, 1], [0]));
        Assert.Throws<ArgumentException>(() => MutualInformation.Of([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformation.Of([0, -1], [0, 1]));
    }

    private static Case Read(int number) => JsonSerializer.Deserialize<Case[]>(
        File.ReadAllText(Path.Join(AppContext.BaseDirectory, "fixtures", "information.json")), s_names)![number];

    private sealed record Case(
        double?[] First, double[] Second, int Bins, int[] FirstBins, double Information, double Mean, double Deviation,
        double[] Quantiles, int[] Histogram);
}
