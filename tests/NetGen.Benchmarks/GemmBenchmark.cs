using System.Diagnostics;
using System.Globalization;
using NetGen.Benchmarks.Kernels;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>Times square matrix products through the kernel that generated code calls, packing included.</summary>
internal static class GemmBenchmark
{
    /// <summary>Sizes it knows: a stride is part of the instructions.</summary>
    public static int[] Sizes { get; } = [512, 1024, 2048];

    /// <summary>Prints a line for each size and number of threads.</summary>
    /// <param name="size">One of <see cref="Sizes"/>; 0 for all.</param>
    /// <param name="threads">0 for one, then all.</param>
    /// <param name="seconds">For each figure.</param>
    /// <param name="json">One JSON object a line.</param>
    public static void Run(int size, int threads, double seconds, bool json)
    {
        foreach (int n in size > 0 ? [size] : Sizes)
        {
            foreach (int count in threads > 0 ? [threads] : Machine.ThreadCounts)
            {
                Output.Row(Measure(n, count, seconds), json);
            }
        }
    }

    private static GemmRow Measure(int size, int threads, double seconds)
    {
        Product product = size switch
        {
            512 => new Product<Strides.S512>(),
            1024 => new Product<Strides.S1024>(),
            _ => new Product<Strides.S2048>(),
        };
        using ThreadTeam team = new(threads);
        double best = FmaPeak.GigaFlops(threads);

        // By turns: what others on the machine take away is taken from both.
        (ITeamProgram fma, double flops) = FmaPeak.Run(threads);
        List<double> peaks = [];
        Timing timing = Timing.Of(() => team.Run(product, size, 0, 0), seconds, between: () =>
        {
            long before = Stopwatch.GetTimestamp();
            team.Run(fma, threads, 0, 0);
            peaks.Add(flops / 1e9 / Stopwatch.GetElapsedTime(before).TotalSeconds);
        });
        double gflops = 2.0 * size * size * size / (timing.Milliseconds * 1e6);
        return new(
            size, threads, Math.Round(timing.Milliseconds, 4),
            Math.Round(gflops, 1), Math.Round(gflops / best, 3), Math.Round(gflops / Timing.Median(peaks), 3));
    }

    /// <summary>y = x · w, all [n × n], with rows of x and y for samples.</summary>
    private abstract class Product() : VectorProgram(SimdWidth.Bits);

    private sealed class Product<TStride> : Product
        where TStride : struct, IStride
    {
        private static readonly int s_size = TStride.Value;

        private readonly AlignedBuffer<float> _x = Random(1), _w = Random(2);
        private readonly AlignedBuffer<float> _panels = new((long)s_size * s_size), _y = new((long)s_size * s_size);

        protected override int Phases => 2;

        protected override void Run<V>(Worker worker, int phase)
        {
            if (phase == 0)
            {
                PackShape pack = new() { RunCount = s_size, RunStep = s_size, Columns = s_size, ColumnStep = 1 };
                Panels.Pack<V, float>(worker, pack, ref _w.At(0), ref _panels.At(0));
                return;
            }

            PlainStore store = new(ref _y.At(0), s_size);
            Contraction.Run<V, F1, float, TStride, PlainStore>(
                worker, new ContractionShape { Pixels = 1, Run = s_size, Columns = s_size }, ref _x.At(0), ref _panels.At(0), ref store);
        }

        private static AlignedBuffer<float> Random(int seed)
        {
            Random random = new(seed);
            AlignedBuffer<float> buffer = new((long)s_size * s_size);
            foreach (ref float value in buffer.Span)
            {
                value = random.NextSingle() - 0.5f;
            }

            return buffer;
        }
    }

    /// <param name="Size">Rows and columns.</param>
    /// <param name="Threads">That took part.</param>
    /// <param name="Ms">The median.</param>
    /// <param name="Gflops">A multiply-add counts as two.</param>
    /// <param name="OfPeak">Of the best that so many threads reached for a moment.</param>
    /// <param name="OfPeakByTurns">Of the median that they reached between the products.</param>
    private sealed record GemmRow(int Size, int Threads, double Ms, double Gflops, double OfPeak, double OfPeakByTurns)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"gemm {Size,5}  threads {Threads,2}  {Ms,10:F3} ms  {Gflops,8:F1} GFLOP/s  "
                + $"{OfPeak,6:P0} of peak, {OfPeakByTurns,4:P0} of that by turns");
    }
}
