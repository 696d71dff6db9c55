using Xunit;

namespace NetGen.Tests.Training;

/// <summary>What noise and masks are, seen through the gradients of the weights right behind them.</summary>
public sealed class NoiseTests
{
    [Fact]
    public void Noise_is_normal_new_in_each_step_and_absent_in_predictions()
    {
        const int Inputs = 20_000;
        NoisySum network = new();
        network.Sum.Weights.Span.Fill(1);
        double[] first = Noise(seed: 1, steps: 1), second = Noise(seed: 1, steps: 2);

        Assert.All(new[] { first, second }, noise =>
        {
            Assert.InRange(noise.Average(), -0.015, 0.015);
            Assert.InRange(noise.Average(n => n * n) / 0.25, 0.97, 1.03);
            Assert.InRange(noise.Average(n => n * n * n * n) / (3 * 0.0625), 0.9, 1.1);
            Assert.InRange(noise.Max(Math.Abs), 3.5 * 0.5, 5.42 * 0.5);
        });
        Assert.InRange(first.Zip(second, (a, b) => a * b).Average() / 0.25, -0.03, 0.03);
        Assert.InRange(first.Zip(first.Skip(1), (a, b) => a * b).Average() / 0.25, -0.03, 0.03);
        Assert.Equal(first, Noise(seed: 1, steps: 1));
        Assert.Equal(0, network.Predict(new float[Inputs])[0]);

        // y = Σ n, L = y², dL/dw = 2·y·n.
        double[] Noise(int seed, int steps)
        {
            using NoisySum.Trainer trainer = network.CreateTrainer(new Sgd(0), 1, new TrainerOptions { Seed = seed });
            double loss = 0;
            for (int i = 0; i < steps; i++)
            {
                loss = trainer.Step(new float[Inputs], new float[1]).Loss;
            }

            return [.. trainer.Gradient(network.Sum.Weights).ToArray().Select(slope => slope / (2 * Math.Sqrt(loss)))];
        }
    }

    [Fact]
    public void Dropout_of_whole_channels_drops_all_pixels_of_a_channel_or_none()
    {
        const int Channels = 2000, Pixels = 6;
        ChannelSum network = new();
        network.Sum.Weights.Span.Fill(1);
        float[] ones = new float[Channels * Pixels];
        Array.Fill(ones, 1);
        using ChannelSum.Trainer trainer = network.CreateTrainer(new Sgd(0), 1);
        double loss = trainer.Step(ones, new float[1]).Loss;

        int[] kept = [.. trainer.Gradient(network.Sum.Weights).ToArray().Chunk(Pixels).Select(pixels => pixels.Count(slope => slope != 0))];
        Assert.All(kept, pixels => Assert.True(pixels is 0 or Pixels, $"{pixels}"));
        Assert.InRange(kept.Count(pixels => pixels == 0) / (double)Channels, 0.21, 0.29);
        Assert.Equal(kept.Sum() / 0.75, Math.Sqrt(loss), 0.5);
        Assert.Equal(Channels * Pixels, network.Predict(ones)[0], 0.5);
    }

    [Fact]
    public void A_path_is_dropped_for_a_whole_sample_or_not()
    {
        // Sample i has ones in the features 2i and 2i + 1: y = (w₂ᵢ + w₂ᵢ₊₁)·m / 0.75, L = mean y².
        const int Samples = 400;
        PathSum network = new();
        network.Sum.Weights.Span.Fill(1);
        float[] inputs = new float[Samples * 2 * Samples];
        for (int i = 0; i < Samples; i++)
        {
            inputs.AsSpan((i * 2 * Samples) + (2 * i), 2).Fill(1);
        }

        using PathSum.Trainer trainer = network.CreateTrainer(new Sgd(0), Samples);
        double loss = trainer.Step(inputs, new float[Samples]).Loss;
        float[] gradient = trainer.Gradient(network.Sum.Weights).ToArray();

        double kept = gradient.Count(slope => slope != 0) / (2.0 * Samples);
        Assert.InRange(kept, 0.68, 0.82);
        Assert.All(gradient.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
        Assert.All(gradient, slope => Assert.True(slope == 0 || Math.Abs(slope - (4 / 0.5625 / Samples)) < 1e-6, $"{slope}"));
        Assert.Equal(kept * 4 / 0.5625, loss, 1e-4);
        Assert.Equal(2, network.Predict(inputs.AsSpan(0, 2 * Samples))[0], 1e-6);
    }
}

[Network, Input(20_000), MseLoss]
internal sealed partial class NoisySum
{
    [GaussianNoise(0.5f), Linear(1, Bias = false)]
    public partial Layer Sum { get; }
}

[Network, Input(2000, 2, 3), MseLoss]
internal sealed partial class ChannelSum
{
    [Dropout(0.25f, WholeChannels = true), Flatten, Linear(1, Bias = false)]
    public partial Layer Sum { get; }
}

[Network, Input(800), MseLoss]
internal sealed partial class PathSum
{
    [DropPath(0.25f), Linear(1, Bias = false)]
    public partial Layer Sum { get; }
}
