using System.Globalization;
using System.Runtime.CompilerServices;
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
            512 => new Product<Stride512>(),
            1024 => new Product<Stride1024>(),
            _ => new Product<Stride2048>(),
        };
        using ThreadTeam team = new(threads);
        double peak = FmaPeak.GigaFlops(threads);
        Timing timing = Timing.Of(() => team.Run(product, size, 0, 0), seconds);
        double gflops = 2.0 * size * size * size / (timing.Milliseconds * 1e6);
        return new(size, threads, Math.Round(timing.Milliseconds, 4), Math.Round(gflops, 1), Math.Round(gflops / peak, 3));
    }

    /// <summary>y = x · w, all [n × n], with rows of x and y for samples.</summary>
    private abstract class Product() : VectorProgram(SimdWidth.Bits);

    private sealed class Product<TStride> : Product
        where TStride : struct, IStride
    {
        private static readonly int s_size = TStride.Value;

        private readonly AlignedBuffer<float> _x = Random(1), _w = Random(2), _panels = new((long)s_size * s_size), _y = new((long)s_size * s_size);

        protected override void Run<V>(Worker worker)
        {
            Panels.Pack<V, float>(worker, new PackShape { RunCount = s_size, RunStep = s_size, Columns = s_size, ColumnStep = 1 }, ref _w.At(0), ref _panels.At(0));
            worker.Sync();
            Store store = new(ref _y.At(0));
            Contraction.Run<V, F1, float, TStride, Store>(
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

        /// <summary>Writes the sums as they are.</summary>
        private ref struct Store(ref float y) : IEpilogue<float>
        {
            private readonly ref float _y = ref y;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void MoveTo(int sample, int y)
            {
            }

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public readonly void At<V>(V value, int x, int channel)
                where V : struct, ISimd<V, float> => value.Store(ref _y, ((nint)x * TStride.Value) + channel);
        }
    }

    private readonly struct Stride512 : IStride
    {
        public static int Value => 512;
    }

    private readonly struct Stride1024 : IStride
    {
        public static int Value => 1024;
    }

    private readonly struct Stride2048 : IStride
    {
        public static int Value => 2048;
    }

    private sealed record GemmRow(int Size, int Threads, double Ms, double Gflops, double OfPeak)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"gemm {Size,5}  threads {Threads,2}  {Ms,10:F3} ms  {Gflops,8:F1} GFLOP/s  {OfPeak,6:P0} of peak");
    }
}
