using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Noise for values, tables and tokens.</summary>
public sealed class NoiseTransformTests
{
    [Fact]
    public void Noise_is_normal_and_of_the_deviation_asked_for()
    {
        float[] noise = TransformedBatch.Values(new RandomNoise(2), new Shape(1, 50, 41), new float[20 * 50 * 41]);
        double mean = noise.Average(), variance = noise.Average(x => (x - mean) * (x - mean));
        Assert.Equal(0, mean, 0.04);
        Assert.Equal(4, variance, 0.1);
        Assert.Equal(0.6827, noise.Count(x => Math.Abs(x) < 2) / (double)noise.Length, 0.01);
        Assert.Equal(0.0455, noise.Count(x => Math.Abs(x) > 4) / (double)noise.Length, 0.005);

        // Neighbours have nothing in common.
        Assert.Equal(0, noise.Zip(noise.Skip(1), (a, b) => a * b).Average() / variance, 0.03);
        Assert.Equal(0, noise.Zip(noise.Skip(8), (a, b) => a * b).Average() / variance, 0.03);
    }

    [Fact]
    public void Each_feature_of_a_table_has_its_own_noise()
    {
        float[] values = [.. Enumerable.Range(0, 3 * 3000).Select(i => (float)(i % 3))];
        float[] after = TransformedBatch.Values(new RandomNoise(0, 0.5, 3), new Shape(3), values);
        Assert.All(after.Where((_, i) => i % 3 == 0), value => Assert.Equal(0, value));
        Assert.Equal(0.25, after.Where((_, i) => i % 3 == 1).Average(x => (x - 1) * (x - 1)), 0.03);
        Assert.Equal(9, after.Where((_, i) => i % 3 == 2).Average(x => (x - 2) * (x - 2)), 0.9);
        InvalidOperationException wrong = Assert.Throws<InvalidOperationException>(
            () => TransformedBatch.Values(new RandomNoise(1, 2), new Shape(3), values));
        Assert.Contains("2 deviations", wrong.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomNoise(-1));
        Assert.Throws<ArgumentException>(() => new RandomNoise([]));
    }

    [Fact]
    public void Values_are_swapped_with_those_of_the_same_feature()
    {
        float[] values = [.. Enumerable.Range(0, 4 * 2000).Select(i => (float)i)];
        float[] after = TransformedBatch.Values(new SwapNoise(0.25), new Shape(4), values);
        Assert.All(Enumerable.Range(0, after.Length), i => Assert.Equal(i % 4, (int)after[i] % 4));
        Assert.Equal(0.25, Enumerable.Range(0, after.Length).Count(i => after[i] != i) / (double)after.Length, 0.03);
        Assert.Equal(values, TransformedBatch.Values(new SwapNoise(0), new Shape(4), values));
    }

    [Fact]
    public void Tokens_are_replaced_and_padding_stays()
    {
        int[] tokens = [.. Enumerable.Range(0, 8000).Select(i => i % 8 < 5 ? 2 + (i % 8) : 0)];
        int[] after = TransformedBatch.Tokens(new TokenDropout(0.2, replacement: 1, padding: 0), 9, 8, tokens);
        Assert.All(Enumerable.Range(0, after.Length), i => Assert.True(after[i] == tokens[i] || (after[i] == 1 && tokens[i] != 0)));
        Assert.Equal(0.2, after.Count(token => token == 1) / 5000.0, 0.03);
        InvalidOperationException unknown = Assert.Throws<InvalidOperationException>(
            () => TransformedBatch.Tokens(new TokenDropout(0.2, replacement: 9), 9, 8, tokens));
        Assert.Contains("0 to 8", unknown.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => TransformedBatch.Values(new TokenDropout(0.2, 1), new Shape(3), new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenDropout(2, 1));
    }
}
