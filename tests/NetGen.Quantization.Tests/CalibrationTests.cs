using Xunit;

namespace NetGen.Quantization.Tests;

/// <summary>Ranges of inputs.</summary>
public sealed class CalibrationTests
{
    [Fact]
    public void MinMaxIsWhatWasSeen()
    {
        Partly network = new(seed: 1);
        network.Calibrate(Data([-3, 1, 0, 2, 0.5f, 7]));
        Assert.Equal([-3, 7], network.Parameters.Single(p => p.Name == "First.linear0.input_range").Span.ToArray());

        // Anew, not wider and wider; 0 is always among them.
        network.Calibrate(Data([1, 1, 2, 2, 1, 1]));
        Assert.Equal([0, 2], network.Parameters.Single(p => p.Name == "First.linear0.input_range").Span.ToArray());
    }

    [Fact]
    public void APercentileLeavesOutliersOut()
    {
        Partly network = new(seed: 1);
        float[] values = [.. Enumerable.Range(0, 6000).Select(i => i == 17 ? 1000 : 1 + (i % 100 / 100f))];
        network.Calibrate(Data(values), new() { Rule = CalibrationRule.Percentile, Percentile = 99.9 });
        Assert.InRange(network.Parameters.Single(p => p.Name == "First.linear0.input_range").Span[1], 1.9f, 3);
    }

    [Fact]
    public void LeastSquaresIsNearerThanMinMax()
    {
        Random random = new(3);
        float[] values = [.. Enumerable.Range(0, 60_000).Select(i => i == 5 ? 12 : (float)(random.NextDouble() + random.NextDouble()))];
        Partly network = new(seed: 1);
        Dataset data = Data(values);
        network.Calibrate(data, new() { Samples = int.MaxValue });
        float widest = Range(network)[1];
        network.Calibrate(data, new() { Samples = int.MaxValue, Rule = CalibrationRule.LeastSquares });
        Assert.Equal(12, widest);
        Assert.InRange(Range(network)[1], 1.5f, 11.9f);
        double Error(float largest) => values.Sum(x => Math.Pow((Math.Min(MathF.Round(x * 255 / largest), 255) * largest / 255) - x, 2));
        Assert.True(Error(Range(network)[1]) < Error(widest));
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        Partly network = new();
        Dataset data = Data([1, 2, 3, 4, 5, 6]);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Calibrate(data, new() { Samples = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Calibrate(data, new() { Percentile = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Calibrate(data, new() { Percentile = double.NaN }));
    }

    [Fact]
    public void DataThatDoesNotFitChangesNothing()
    {
        Partly network = new(seed: 1);
        network.Calibrate(Data([-3, 1, 0, 2, 0.5f, 7]));
        Assert.ThrowsAny<ArgumentException>(() => network.Calibrate(Dataset.FromTargets([1, 2, 3], [1, 1], new Shape(3), 2)));
        Assert.Equal([-3, 7], Range(network));
    }

    private static float[] Range(Partly network) =>
        network.Parameters.Single(p => p.Name == "First.linear0.input_range").Span.ToArray();

    private static Dataset Data(float[] values) => Dataset.FromTargets(values, new float[values.Length / 3], new Shape(6), 2);
}
