using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Architectures;

/// <summary>
/// Layers that run over a few samples after the other, in memory for these few, compute what they compute for each sample alone.
/// </summary>
public sealed class SampleChunkTests
{
    private const string Name = "SmallPooled";
    private const int Samples = 9;

    [Fact]
    public void A_worker_goes_through_its_samples_in_several_chunks()
    {
        string text = CompiledArchitectures.TextOf(Name);

        Assert.Contains("ChunkSamples = 2,", text, StringComparison.Ordinal);
        Assert.Contains("ref Chunk(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public void The_gradient_of_a_batch_is_the_mean_over_its_samples(int threads)
    {
        Network<float> network = CompiledArchitectures.Create(Name);
        (float[] images, int[] labels) = Batch(network);
        using Trainer<float> trainer = CompiledCases.CreateTrainer(network, new Sgd(0), Samples, new TrainerOptions { Threads = threads });
        using Trainer<float> single = CompiledCases.CreateTrainer(network, new Sgd(0), 1, new TrainerOptions { Threads = 1 });
        Dictionary<string, double[]> mean = network.Parameters.ToDictionary(
            parameter => parameter.Name, parameter => new double[parameter.Shape.Size]);
        for (int i = 0; i < Samples; i++)
        {
            single.Step(images[(i * images.Length / Samples)..((i + 1) * images.Length / Samples)], [labels[i]]);
            foreach (Parameter parameter in network.Parameters)
            {
                ReadOnlySpan<float> gradient = single.Gradient(parameter);
                for (int e = 0; e < gradient.Length; e++)
                {
                    mean[parameter.Name][e] += gradient[e] / (double)Samples;
                }
            }
        }

        trainer.Step(images, labels);

        Assert.All(network.Parameters, parameter =>
        {
            double[] expected = mean[parameter.Name];
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 0);
            Assert.All(
                trainer.Gradient(parameter).ToArray().Zip(expected),
                pair => Assert.InRange(pair.First - pair.Second, -2e-5 * largest, 2e-5 * largest));
        });
    }

    [Fact]
    public void The_prediction_of_a_batch_is_that_of_its_samples()
    {
        Network<float> network = CompiledArchitectures.Create(Name);
        (float[] images, _) = Batch(network);
        float[] batch = new float[Samples * 5];

        network.Predict(images, batch);

        for (int i = 0; i < Samples; i++)
        {
            float[] alone = network.Predict(images[(i * images.Length / Samples)..((i + 1) * images.Length / Samples)]);
            Assert.All(alone.Zip(batch[(i * 5)..((i + 1) * 5)]), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    private static (float[] Images, int[] Labels) Batch(Network<float> network)
    {
        Random random = new(8);
        return (
            [.. Enumerable.Range(0, Samples * network.Plan.Inputs[0].Shape.Size).Select(_ => random.NextSingle() - 0.5f)],
            [.. Enumerable.Range(0, Samples).Select(_ => random.Next(5))]);
    }
}
