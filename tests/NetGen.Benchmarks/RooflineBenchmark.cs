using System.Globalization;
using System.Runtime.CompilerServices;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>
/// What the machine can do: multiply-adds a second, and bytes a second from each level of its memory, each the best of many runs.
/// Williams et al. 2009.
/// </summary>
internal static class RooflineBenchmark
{
    /// <summary>Prints a line for each figure.</summary>
    public static void Run(double seconds, bool json)
    {
        foreach (int threads in Machine.ThreadCounts)
        {
            Output.Row(new PeakRow(VectorProgram.WidestBits, threads, Math.Round(FmaPeak.GigaFlops(threads), 1)), json);
        }

        long memory = 8 * Machine.CacheBytes(3);
        foreach (int threads in Machine.ThreadCounts)
        {
            (string Level, long Bytes)[] levels =
                [("L2", Machine.CacheBytes(2) / 2), ("L3", Machine.CacheBytes(3) / 2 / threads), ("memory", memory / threads)];
            foreach ((string level, long bytes) in levels)
            {
                Output.Row(Measure(new Reading(threads, bytes), level, seconds), json);
                Output.Row(Measure(new Triad(threads, bytes), level, seconds), json);
            }
        }
    }

    private static BandwidthRow Measure(Streaming program, string level, double seconds)
    {
        using ThreadTeam team = new(program.Threads);
        Timing timing = Timing.Of(() => team.Run(program, program.Threads, 0, 0), seconds / 4);
        return new(program.Name, level, program.Threads, program.BytesOfThread, Math.Round(program.BytesOfRun / (timing.Fastest * 1e6), 1));
    }

    /// <summary>Passes over arrays that each thread has of its own.</summary>
    private abstract class Streaming(int threads, int arrays, long bytes) : VectorProgram(WidestBits)
    {
        /// <summary>A run is long enough that starting the threads counts for nothing.</summary>
        private const long LeastBytes = 16 << 20;

        /// <summary>Elements of an array: a multiple of eight of the widest vectors.</summary>
        protected int Length { get; } = (int)(bytes / sizeof(float) / arrays) & -128;

        protected int Passes => (int)Math.Max(1, LeastBytes / BytesOfThread);

        protected AlignedBuffer<float>[] Buffers { get; } =
            [.. Enumerable.Range(0, threads * arrays).Select(_ => Filled((int)(bytes / sizeof(float) / arrays)))];

        public abstract string Name { get; }

        public int Threads => threads;

        public long BytesOfThread => (long)Length * arrays * sizeof(float);

        public double BytesOfRun => (double)BytesOfThread * Passes * threads;

        /// <summary>Written to, so that it lies in memory of its own.</summary>
        private static AlignedBuffer<float> Filled(int length)
        {
            AlignedBuffer<float> buffer = new(length);
            buffer.Span.Fill(1);
            return buffer;
        }
    }

    /// <summary>Σ x.</summary>
    private sealed class Reading(int threads, long bytes) : Streaming(threads, 1, bytes)
    {
        public override string Name => "read";

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Run<V>(Worker worker, int phase)
        {
            // Asked for first: a call beside the sums would keep them out of the registers.
            int length = Length, passes = Passes;
            ref float x = ref Buffers[worker.Index].At(0);
            V s0 = V.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
            for (int pass = 0; pass < passes; pass++)
            {
                for (nint i = 0; i < length; i += 8 * V.Count)
                {
                    s0 += V.Load(ref x, i);
                    s1 += V.Load(ref x, i + V.Count);
                    s2 += V.Load(ref x, i + (2 * V.Count));
                    s3 += V.Load(ref x, i + (3 * V.Count));
                    s4 += V.Load(ref x, i + (4 * V.Count));
                    s5 += V.Load(ref x, i + (5 * V.Count));
                    s6 += V.Load(ref x, i + (6 * V.Count));
                    s7 += V.Load(ref x, i + (7 * V.Count));
                }
            }

            // Behind the end, where nothing is read: without it the sums would be optimized away.
            (s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7).Store(ref x, length);
        }
    }

    /// <summary>a = b + s · c; the line of a that is fetched before it is written is not counted. McCalpin 1995.</summary>
    private sealed class Triad(int threads, long bytes) : Streaming(threads, 3, bytes)
    {
        public override string Name => "triad";

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Run<V>(Worker worker, int phase)
        {
            int length = Length, passes = Passes, first = 3 * worker.Index;
            ref float a = ref Buffers[first].At(0), b = ref Buffers[first + 1].At(0), c = ref Buffers[first + 2].At(0);
            V s = V.Const(0.5);
            for (int pass = 0; pass < passes; pass++)
            {
                for (nint i = 0; i < length; i += 2 * V.Count)
                {
                    V.Fma(s, V.Load(ref c, i), V.Load(ref b, i)).Store(ref a, i);
                    V.Fma(s, V.Load(ref c, i + V.Count), V.Load(ref b, i + V.Count)).Store(ref a, i + V.Count);
                }
            }
        }
    }

    private sealed record PeakRow(int VectorBits, int Threads, double Gflops)
    {
        public string What => "fma";

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"fma    {VectorBits}-bit  threads {Threads,2}  {Gflops,8:F1} GFLOP/s");
    }

    private sealed record BandwidthRow(string What, string Level, int Threads, long BytesOfThread, double GigabytesPerSecond)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{What,-5}  {Level,-7}  threads {Threads,2}  {GigabytesPerSecond,8:F1} GB/s  ({BytesOfThread / 1024.0:F0} KiB a thread)");
    }
}
