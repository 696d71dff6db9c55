using Xunit;

namespace NetGen.Quantization.Tests;

/// <summary>Training that rounds as integers do.</summary>
public sealed class AwareTrainingTests
{
    [Fact]
    public void AStepSeesTheLossOfTheIntegers()
    {
        // Coarse, so that rounding is seen: a range far wider than the inputs.
        Aware network = new(seed: 4);
        (float[] x, float[] y) = Batch(24, 6, 3);
        Dataset data = Dataset.FromTargets(x, y, new Shape(6), 3);
        network.Calibrate(data);
        foreach (Parameter range in network.Parameters.Where(p => p.Name.EndsWith("input_range", StringComparison.Ordinal)))
        {
            (range.Span[0], range.Span[1]) = (-60, 60);
        }

        double exact = network.Evaluate(data).Loss, integer = network.Quantize().Evaluate(data).Loss;
        using var trainer = network.CreateTrainer(new Sgd(1e-12f), batchSize: 24);
        double seen = trainer.Step(x, y).Loss;
        Assert.True(Math.Abs(exact - integer) > 1e-3 * exact, $"{exact} and {integer} are too near for this test.");
        Assert.Equal(integer, seen, 1e-5 * integer);
    }

    [Fact]
    public void ConvolutionsSeeItToo()
    {
        AwareImages network = new(seed: 4);
        (float[] x, float[] y) = Batch(8, 128, 3);
        Dataset data = Dataset.FromTargets(x, y, new Shape(2, 8, 8), 3);
        network.Calibrate(data);
        foreach (Parameter range in network.Parameters.Where(p => p.Name.EndsWith("input_range", StringComparison.Ordinal)))
        {
            (range.Span[0], range.Span[1]) = (-100, 100);
        }

        double exact = network.Evaluate(data).Loss, integer = network.Quantize().Evaluate(data).Loss;
        using var trainer = network.CreateTrainer(new Sgd(1e-12f), batchSize: 8);
        double seen = trainer.Step(x, y).Loss;
        Assert.True(Math.Abs(exact - integer) > 1e-3 * exact, $"{exact} and {integer} are too near for this test.");
        Assert.Equal(integer, seen, 1e-4 * integer);
    }

    [Fact]
    public void WithoutRangesOnlyWeightsAreRounded()
    {
        Aware network = new(seed: 4);
        (float[] x, float[] y) = Batch(24, 6, 3);
        double exact = network.Evaluate(Dataset.FromTargets(x, y, new Shape(6), 3)).Loss;
        using var trainer = network.CreateTrainer(new Sgd(1e-12f), batchSize: 24);
        Assert.Equal(exact, trainer.Step(x, y).Loss, 0.01 * exact);
    }

    [Fact]
    public void NoGradientPassesWhereAnInputLiesOutsideItsRange()
    {
        Aware network = new(seed: 4);
        (float[] x, float[] y) = Batch(24, 6, 3);
        network.Calibrate(Dataset.FromTargets(x, y, new Shape(6), 3));
        network.Parameters.Single(p => p.Name == "First.linear0.bias").Span.Fill(10);
        Parameter range = network.Parameters.Single(p => p.Name == "Last.linear0.input_range");
        (range.Span[0], range.Span[1]) = (0, 1);
        float[] first = Weights(network, "First"), last = Weights(network, "Last");
        using var trainer = network.CreateTrainer(new Sgd(0.01f), batchSize: 24);
        trainer.Step(x, y);
        Assert.Equal(first, Weights(network, "First"));
        Assert.NotEqual(last, Weights(network, "Last"));

        // Within its range it passes.
        range.Span[1] = 100;
        trainer.Step(x, y);
        Assert.NotEqual(first, Weights(network, "First"));
    }

    [Fact]
    public void WeightsBetweenTwoIntegersAreTrainedOn()
    {
        Aware network = new(seed: 4);
        (float[] x, float[] y) = Batch(24, 6, 3);
        network.Calibrate(Dataset.FromTargets(x, y, new Shape(6), 3));
        using var trainer = network.CreateTrainer(new AdamW(5e-3f), batchSize: 24);
        double before = trainer.Step(x, y).Loss, after = 0;
        for (int i = 0; i < 200; i++)
        {
            after = trainer.Step(x, y).Loss;
        }

        Assert.True(after < 0.5 * before, $"{before} → {after}");
    }

    private static float[] Weights(Aware network, string stage) =>
        network.Parameters.Single(p => p.Name == $"{stage}.linear0.weight").Span.ToArray();

    private static (float[] X, float[] Y) Batch(int count, int inputs, int outputs)
    {
        Random random = new(9);
        return (
            [.. Enumerable.Range(0, count * inputs).Select(_ => random.NextSingle() * 2)],
            [.. Enumerable.Range(0, count * outputs).Select(_ => (random.NextSingle() * 2) - 1)]);
    }
}
