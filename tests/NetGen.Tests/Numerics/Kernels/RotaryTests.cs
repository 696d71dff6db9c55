using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class RotaryTests
{
    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void PairsAreTurnedByTheAngleOfTheirPosition(string width)
    {
        foreach ((int batch, int rows, int past, int heads, int size, int channels) in new[]
            {
                (3, 5, 0, 2, 10, 33), (2, 1, 7, 1, 64, 64), (1, 9, 2, 3, 2, 6),
                (2, 4, 1, 2, 36, 110), (4, 3, 0, 0, 4, 5), (0, 3, 0, 1, 4, 4),
            })
        {
            Widths.Run(width, new RotaryTest(batch, rows, past, heads, size, channels));
        }
    }

    [Fact]
    public void TheTableHoldsCosinesThenSines()
    {
        var table = new double[3 * 6];
        Rotary.Fill<double>(table, 3, 6);
        double step = Math.Pow(10000, -1.0 / 3);
        Assert.Equal([1.0, 1, 1, 0, 0, 0], table[..6]);
        double[] expected =
        [
            Math.Cos(2), Math.Cos(2 * step), Math.Cos(2 * step * step),
            Math.Sin(2), Math.Sin(2 * step), Math.Sin(2 * step * step),
        ];
        Assert.All(expected.Zip(table[12..]), p => Assert.Equal(p.First, p.Second, 1e-14));

        Assert.Throws<ArgumentOutOfRangeException>(() => Rotary.Fill<float>(new float[100], 3, 5));
        Assert.Throws<ArgumentException>(() => Rotary.Fill<float>(new float[17], 3, 6));
    }

    [Fact]
    public void SinusoidsAlternate()
    {
        var table = new float[4 * 5];
        Positions.FillSinusoidal<float>(table, 4, 5);
        double second = 3 / Math.Pow(10000, 0.4), third = 3 / Math.Pow(10000, 0.8);
        Assert.Equal([0f, 1, 0, 1, 0], table[..5]);
        double[] expected = [Math.Sin(3), Math.Cos(3), Math.Sin(second), Math.Cos(second), Math.Sin(third)];
        Assert.All(expected.Zip(table[15..]), p => Assert.Equal(p.First, p.Second, 1e-7));
        Assert.Throws<ArgumentException>(() => Positions.FillSinusoidal<float>(new float[19], 4, 5));
    }

    private readonly struct RotaryTest(int batch, int rows, int past, int heads, int size, int channels) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int r, int p, int h, int s, int c) = (rows, past, heads, size, channels);
            int length = batch * r * c;
            double tolerance = typeof(T) == typeof(float) ? 1e-5 : 1e-13;
            T[] x = Numbers.Whole<T>(length, seed: 8);
            T[] table = new T[(p + r) * s];
            Rotary.Fill<T>(table, p + r, s);
            for (int threads = 1; threads <= 3; threads++)
            {
                T[] turned = Numbers.Untouched<T>(length + 3), back = Numbers.Untouched<T>(length + 3);
                TeamProgram.Run(threads, batch, worker =>
                {
                    Rotary.Apply<V, S, T>(worker, r, p, h, s, c, ref x[0], ref table[0], ref turned[0]);
                    Rotary.ApplyInverse<V, S, T>(worker, r, p, h, s, c, ref x[0], ref table[0], ref back[0]);
                });
                AssertTurned(x, turned, 1, tolerance);
                AssertTurned(x, back, -1, tolerance);

                T[] inPlace = [.. x];
                TeamProgram.Run(
                    threads, batch, worker => Rotary.Apply<V, S, T>(worker, r, p, h, s, c, ref inPlace[0], ref table[0], ref inPlace[0]));
                Assert.Equal(turned.AsSpan(0, length).ToArray(), inPlace.AsSpan(0, length).ToArray());
            }
        }

        private void AssertTurned<T>(T[] x, T[] y, int direction, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int half = size / 2, length = batch * rows * channels;
            for (int i = 0; i < length; i++)
            {
                int row = i / channels, c = i % channels, feature = c % size, pair = feature % half;
                double expected = double.CreateChecked(x[i]);
                if (c < heads * size)
                {
                    double angle = direction * (past + (row % rows)) * Math.Pow(10000, -2.0 * pair / size);
                    double other = double.CreateChecked(x[feature < half ? i + half : i - half]);
                    expected = (expected * Math.Cos(angle)) + ((feature < half ? -1 : 1) * other * Math.Sin(angle));
                }

                Assert.Equal(expected, double.CreateChecked(y[i]), tolerance);
            }

            Assert.Equal(Numbers.Untouched<T>(3), y.AsSpan(length).ToArray());
        }
    }
}
