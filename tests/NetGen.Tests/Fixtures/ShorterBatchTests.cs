using Xunit;

namespace NetGen.Tests.Fixtures;

/// <summary>A shorter batch gives the same bits whether or not a longer one went before.</summary>
public sealed class ShorterBatchTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Of_a_causal_network(int threads) => Check("gpt", () => new GptSingle(1), n => n.CreateTrainer, threads);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Of_a_network_that_looks_ahead(int threads) =>
        Check("bidirectional", () => new BidirectionalSingle(1), n => n.CreateTrainer, threads);

    private static void Check<TNetwork>(
        string name, Func<TNetwork> create,
        Func<TNetwork, Func<Optimizer, int, TrainerOptions?, Trainer<float>>> createTrainer, int threads)
        where TNetwork : Network<float>
    {
        using Fixture<float> longer = new(name), shorter = new(name + "_short");
        int[] tokens = shorter.Integers("input");
        int length = shorter.Length!.Value;
        TNetwork fresh = create(), used = create();
        float[] expected = new float[shorter.ShapeOf("output").Size], actual = new float[expected.Length];
        fresh.Predict(tokens, length, expected);
        used.Predict(longer.Integers("input"), longer.ShapeOf("input")[1], new float[longer.ShapeOf("output").Size]);
        used.Predict(tokens, length, actual);
        Assert.Equal(expected, actual);

        using Trainer<float> one = createTrainer(fresh)(new Sgd(0), longer.BatchSize, new TrainerOptions { Threads = threads });
        using Trainer<float> other = createTrainer(used)(new Sgd(0), longer.BatchSize, new TrainerOptions { Threads = threads });
        double loss = FixtureSteps.Run(other, longer).Loss;
        BatchResult result = FixtureSteps.Run(other, shorter);
        Assert.NotEqual(loss, result.Loss);
        Assert.Equal(FixtureSteps.Run(one, shorter), result);
        foreach ((Parameter parameter, Parameter same) in fresh.Parameters.Zip(used.Parameters).Where(pair => pair.First.IsTrained))
        {
            Assert.Equal(one.Gradient(parameter).ToArray(), other.Gradient(same).ToArray());
        }
    }
}
