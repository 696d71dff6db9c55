using Xunit;

namespace NetGen.Quantization.Tests;

/// <summary>Weights that are 0 and stay it.</summary>
public sealed class PruningTests
{
    [Fact]
    public void TheSmallestOfAllGo()
    {
        Plain network = new(seed: 1);
        float[][] before = [.. network.Parameters.Select(parameter => parameter.Span.ToArray())];
        Pruning.Magnitude(network, 0.75);
        float largestGone = 0, smallestLeft = float.PositiveInfinity;
        int gone = 0, all = 0;
        foreach ((Parameter parameter, float[] old) in network.Parameters.Zip(before))
        {
            if (parameter.Shape.Count == 1)
            {
                Assert.Equal(old, parameter.Span.ToArray());
                continue;
            }

            all += old.Length;
            for (int i = 0; i < old.Length; i++)
            {
                bool isGone = parameter.Span[i] == 0;
                gone += isGone ? 1 : 0;
                Assert.True(isGone || parameter.Span[i] == old[i]);
                largestGone = isGone ? Math.Max(largestGone, Math.Abs(old[i])) : largestGone;
                smallestLeft = isGone ? smallestLeft : Math.Min(smallestLeft, Math.Abs(old[i]));
            }
        }

        Assert.Equal((int)(0.75 * all), gone);
        Assert.True(largestGone <= smallestLeft);
        Assert.Equal((double)gone / all, Pruning.Sparsity(network), 1e-12);
    }

    [Fact]
    public void EachParameterLosesItsShare()
    {
        Plain network = new(seed: 1);
        Pruning.Magnitude(network, 0.5, perParameter: true);
        Assert.All(
            network.Parameters.Where(parameter => parameter.Shape.Count > 1),
            parameter => Assert.Equal(parameter.Shape.Size / 2, parameter.Span.ToArray().Count(value => value == 0)));
    }

    [Fact]
    public void TheyStayZeroInTraining()
    {
        Small network = QuantizedNetworkTests.Trained(out Dataset data);
        PruningMask mask = Pruning.Magnitude(network, 0.6);
        bool[][] zeros = Zeros(network);
        float[] before = network.Parameters[0].Span.ToArray();
        using var trainer = network.CreateTrainer(new AdamW(3e-3f), batchSize: 20, new() { WeightStages = [mask] });
        trainer.Fit(data, epochs: 2);
        Assert.Equal(zeros, Zeros(network));
        Assert.NotEqual(before, network.Parameters[0].Span.ToArray());
    }

    [Fact]
    public void ASparsityOutOfRangeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Pruning.Magnitude(new Plain(), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pruning.Magnitude(new Plain(), -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pruning.Magnitude(new Plain(), double.NaN));
    }

    private static bool[][] Zeros(Network<float> network) =>
        [.. network.Parameters.Where(p => p.Shape.Count > 1).Select(p => p.Span.ToArray().Select(value => value == 0).ToArray())];
}
