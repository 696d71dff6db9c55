using System.Numerics;
using NetGen.Numerics;
using NetGen.Tests.Runtime;
using Xunit;

namespace NetGen.Tests.Numerics.Kernels;

public class MovesTests
{
    private static readonly string[] Layouts = ["last", "first", "last with border", "first with gaps"];

    private static readonly (int Batch, int Height, int Width, int Channels)[] Sizes =
        [(3, 5, 7, 19), (2, 4, 4, 1), (1, 1, 1, 40), (4, 3, 1, 5), (2, 1, 1, 1), (1, 17, 18, 33), (2, 6, 8, 16)];

    public static TheoryData<string, string> AllPairs => Widths.With(
        from source in Layouts from destination in Layouts select source + "/" + destination);

    public static TheoryData<string> AllWidths => [.. Widths.Names];

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void EveryElementKeepsItsPlace(string width, string pair)
    {
        string[] names = pair.Split('/');
        foreach ((int Batch, int Height, int Width, int Channels) size in Sizes)
        {
            Widths.Run(width, new CopyTest(size.Batch, Shape(size.Height, size.Width, size.Channels, names[0], names[1])));
        }
    }

    [Theory]
    [MemberData(nameof(AllWidths))]
    public void TheBorderIsZeroedAndTheInsideKept(string width)
    {
        foreach ((int Y, int X) halo in new[] { (1, 1), (2, 0), (0, 3), (0, 0), (1, 2) })
        {
            Widths.Run(width, new HaloTest(3, 4, 5, halo.Y, halo.X));
            Widths.Run(width, new HaloTest(1, 1, 2, halo.Y, halo.X));
        }
    }

    private static MoveShape Shape(int height, int width, int channels, string from, string to)
    {
        (int Origin, int Sample, int Line, int Pixel, int Channel) f = Steps(from), t = Steps(to);
        return new MoveShape
        {
            Height = height, Width = width, Channels = channels,
            FromOrigin = f.Origin, FromSample = f.Sample, FromLine = f.Line, FromPixel = f.Pixel, FromChannel = f.Channel,
            ToOrigin = t.Origin, ToSample = t.Sample, ToLine = t.Line, ToPixel = t.Pixel, ToChannel = t.Channel,
        };

        (int, int, int, int, int) Steps(string layout) => layout switch
        {
            "last" => (0, height * width * channels, width * channels, channels, 1),
            "first" => (0, height * width * channels, width, 1, height * width),
            "last with border" => ((width + 3) * channels, (height + 2) * (width + 2) * channels, (width + 2) * channels, channels, 1),
            _ => (5, height * width * channels * 3, width * 3, 3, height * width * 3),
        };
    }

    private readonly struct CopyTest(int batch, MoveShape shape) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int count, MoveShape s) = (batch, shape);
            var from = new T[s.FromOrigin + (count * s.FromSample)];
            for (int i = 0; i < from.Length; i++)
            {
                from[i] = T.CreateChecked(i);
            }

            T[] expected = Numbers.Untouched<T>(s.ToOrigin + (count * s.ToSample));
            for (int i = 0; i < count * s.Height * s.Width * s.Channels; i++)
            {
                int c = i % s.Channels, w = i / s.Channels % s.Width;
                int h = i / s.Channels / s.Width % s.Height, n = i / s.Channels / s.Width / s.Height;
                expected[s.ToOrigin + (n * s.ToSample) + (h * s.ToLine) + (w * s.ToPixel) + (c * s.ToChannel)] =
                    from[s.FromOrigin + (n * s.FromSample) + (h * s.FromLine) + (w * s.FromPixel) + (c * s.FromChannel)];
            }

            for (int threads = 1; threads <= 3; threads++)
            {
                T[] actual = Numbers.Untouched<T>(expected.Length);
                TeamProgram.Run(threads, count, worker => Moves.Copy<V, T>(worker, s, ref from[0], ref actual[0]));
                Assert.Equal(expected, actual);
            }
        }
    }

    private readonly struct HaloTest(int height, int width, int channels, int haloY, int haloX) : IWidthTest
    {
        public void Run<V, S, T>()
            where V : struct, ISimd<V, T>
            where S : struct, ISimd<S, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            (int h, int w, int c, int y, int x) = (height, width, channels, haloY, haloX);
            const int Batch = 4;
            int line = (w + (2 * x)) * c, sample = (h + (2 * y)) * line;
            T[] expected = Numbers.Untouched<T>((Batch * sample) + 3);
            for (int i = 0; i < Batch * sample; i++)
            {
                int row = i % sample / line, pixel = i % line / c;
                if (row < y || row >= y + h || pixel < x || pixel >= x + w)
                {
                    expected[i] = T.Zero;
                }
            }

            for (int threads = 1; threads <= 3; threads++)
            {
                T[] actual = Numbers.Untouched<T>(expected.Length);
                TeamProgram.Run(threads, Batch, worker => Moves.ClearHalo(worker, h, w, c, y, x, ref actual[0]));
                Assert.Equal(expected, actual);
            }
        }
    }
}
