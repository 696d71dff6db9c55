using NetGen.Numerics;
using Xunit;

namespace NetGen.Quantization.Tests;

/// <summary>
/// The integer kernels give the sums of plain loops, in every vector width. One after the other: the width is the process's.
/// </summary>
[Collection(nameof(SimdWidth))]
public sealed class IntegerSumTests : IDisposable
{
    private readonly int _width = SimdWidth.Bits;

    public void Dispose() => SimdWidth.Bits = _width;

    public static TheoryData<int> Widths => [0, 128, 256, 512];

    [Theory, MemberData(nameof(Widths))]
    public void RowsAreExact(int bits) => CheckExact(new Rows(), new(37, 1, 1, 45, 1, 1, 0), bits);

    [Theory, MemberData(nameof(Widths))]
    public void StridesAndPaddingAreExact(int bits) => CheckExact(new Strided(), new(3, 9, 7, 5, 3, 2, 1), bits);

    [Theory, MemberData(nameof(Widths))]
    public void SeveralPanelsAreExact(int bits) => CheckExact(new Wide(), new(4, 6, 11, 33, 5, 1, 2), bits);

    [Theory, MemberData(nameof(Widths))]
    public void SequencesAreExact(int bits)
    {
        // A sequence is [positions, features]: an image of one line whose channels are neighbours.
        Positions network = new();
        Draw(network, smallest: 0);
        float[] sample = Integers(60, 0, seed: 5);
        ReadOnlySpan<float> w = network.Parameters[0].Span;
        float[] expected = new float[10 * 7];
        for (int p = 0; p < 10; p++)
        {
            for (int o = 0; o < 7; o++)
            {
                for (int c = 0; c < 6; c++)
                {
                    for (int k = Math.Max(0, 1 - p); k < Math.Min(3, 11 - p); k++)
                    {
                        expected[(p * 7) + o] += w[(((o * 6) + c) * 3) + k] * sample[((p + k - 1) * 6) + c];
                    }
                }
            }
        }

        Assert.Equal(expected, Predict(network, sample, 1, bits));
    }

    [Theory, MemberData(nameof(Widths))]
    public void TilesAreWithinTheRoundingOfFloat(int bits) => CheckNear(new Tiled(), new(18, 10, 7, 20, 3, 1, 1), bits, 1e-5);

    [Theory, MemberData(nameof(Widths))]
    public void SoAreTilesOfFewLinesAndPixels(int bits) => CheckNear(new Narrow(), new(18, 10, 6, 40, 3, 1, 1), bits, 1e-5);

    [Theory, MemberData(nameof(Widths))]
    public void SumsThatCouldLeave32BitsAreHalvedFirst(int bits)
    {
        // All weights and inputs the largest: 64 channels of 49 · 127 by 68 · 255 would be 6.9e9 at the worst point.
        Deep network = new();
        network.Parameters[0].Span.Fill(127);
        (network.Parameters[1].Span[0], network.Parameters[1].Span[1]) = (0, 255);
        float[] sample = new float[64 * 16];
        Array.Fill(sample, 255);
        float[] expected = Expected(network.Parameters[0].Span, sample, new(64, 4, 4, 16, 3, 1, 1));
        float[] seen = Predict(network, sample, 1, bits);
        double largest = expected.Max();
        Assert.All(seen.Zip(expected), pair => Assert.InRange((pair.First - pair.Second) / largest, -2e-3, 2e-3));
    }

    private static void CheckExact(Network<float> network, Geometry g, int bits)
    {
        foreach (int smallest in (int[])[0, -128])
        {
            Draw(network, smallest);
            foreach (int count in (int[])[1, 2, 7, 19])
            {
                float[] samples = Integers(count * g.InputSize, smallest, seed: count);
                float[] expected = [.. Enumerable.Range(0, count).SelectMany(i =>
                    Expected(network.Parameters[0].Span, samples.AsSpan(i * g.InputSize, g.InputSize), g))];
                Assert.Equal(expected, Predict(network, samples, count, bits));
            }
        }
    }

    private static void CheckNear(Network<float> network, Geometry g, int bits, double tolerance)
    {
        foreach (int smallest in (int[])[0, -100])
        {
            Draw(network, smallest);
            float[] samples = Integers(3 * g.InputSize, smallest, seed: 3);
            float[] expected = [.. Enumerable.Range(0, 3).SelectMany(i =>
                Expected(network.Parameters[0].Span, samples.AsSpan(i * g.InputSize, g.InputSize), g))];
            double largest = expected.Max(Math.Abs);
            Assert.All(
                Predict(network, samples, 3, bits).Zip(expected),
                pair => Assert.InRange((pair.First - pair.Second) / largest, -tolerance, tolerance));
        }
    }

    /// <summary>Weights from −127 to 127, both in each channel, and a range of 255: scales of 1.</summary>
    private static void Draw(Network<float> network, int smallest)
    {
        Random random = new(7);
        Parameter weight = network.Parameters[0], range = network.Parameters[^1];
        int depth = weight.Shape.Size / weight.Shape[0];
        for (int i = 0; i < weight.Shape.Size; i++)
        {
            weight.Span[i] = i % depth == 0 ? 127 : i % depth == 1 ? -127 : random.Next(-127, 128);
        }

        (range.Span[0], range.Span[1]) = (smallest, smallest + 255);
    }

    private static float[] Integers(int count, int smallest, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(smallest, smallest + 256))];
    }

    private static float[] Predict(Network<float> network, float[] samples, int count, int bits)
    {
        SimdWidth.Bits = bits;
        QuantizedNetwork<float> quantized = network.Quantize();
        float[] outputs = new float[count * quantized.OutputShape.Size];
        quantized.Predict(samples, outputs);
        return outputs;
    }

    /// <summary>A convolution in 64-bit integers.</summary>
    private static float[] Expected(ReadOnlySpan<float> weights, ReadOnlySpan<float> x, Geometry g)
    {
        float[] y = new float[g.Outputs * g.OutHeight * g.OutWidth];
        for (int o = 0; o < g.Outputs; o++)
        {
            for (int i = 0; i < g.OutHeight * g.OutWidth; i++)
            {
                long sum = 0;
                for (int t = 0; t < g.Channels * g.Kernel * g.Kernel; t++)
                {
                    int c = t / (g.Kernel * g.Kernel), kh = t / g.Kernel % g.Kernel, kw = t % g.Kernel;
                    int line = (i / g.OutWidth * g.Stride) - g.Padding + kh, pixel = (i % g.OutWidth * g.Stride) - g.Padding + kw;
                    if (line >= 0 && line < g.Height && pixel >= 0 && pixel < g.Width)
                    {
                        sum += (long)weights[(o * g.Channels * g.Kernel * g.Kernel) + t]
                            * (long)x[(((c * g.Height) + line) * g.Width) + pixel];
                    }
                }

                y[(o * g.OutHeight * g.OutWidth) + i] = sum;
            }
        }

        return y;
    }

    private sealed record Geometry(int Channels, int Height, int Width, int Outputs, int Kernel, int Stride, int Padding)
    {
        public int InputSize => Channels * Height * Width;

        public int OutHeight => ((Height + (2 * Padding) - Kernel) / Stride) + 1;

        public int OutWidth => ((Width + (2 * Padding) - Kernel) / Stride) + 1;
    }
}

[CollectionDefinition(nameof(SimdWidth), DisableParallelization = true)]
public sealed class SimdWidthCollection;
