using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetGen.Numerics;
using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>
/// The most multiply-adds in float that so many threads of this machine reach, with the widest vectors:
/// what all other rates are held against.
/// </summary>
internal static class FmaPeak
{
    private const double Seconds = 0.3;

    private static readonly Dictionary<int, double> s_measured = [];

    /// <summary>In GFLOP/s, a multiply-add being two; measured at the first call for a number of threads.</summary>
    public static double GigaFlops(int threads)
    {
        if (!s_measured.TryGetValue(threads, out double peak))
        {
            s_measured[threads] = peak = Measure(threads);
        }

        return peak;
    }

    /// <summary>The multiply-adds themselves, to be run by turns with what is held against them.</summary>
    public static (ITeamProgram Program, double Flops) Run(int threads)
    {
        Chains chains = new(threads);
        return (chains, chains.FlopsOfRun);
    }

    /// <summary>The best of many short runs: what others do on the machine only slows.</summary>
    private static double Measure(int threads)
    {
        using ThreadTeam team = new(threads);
        Chains chains = new(threads);
        double best = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < Seconds)
        {
            long before = Stopwatch.GetTimestamp();
            team.Run(chains, threads, 0, 0);
            best = Math.Max(best, chains.FlopsOfRun / Stopwatch.GetElapsedTime(before).TotalSeconds);
        }

        return best / 1e9;
    }

    /// <summary>Sixteen sums that do not wait for each other: more than the latency of a multiply-add times its two pipes.</summary>
    private sealed class Chains(int threads) : VectorProgram(WidestBits)
    {
        private const int Turns = 200_000, Sums = 16;

        /// <summary>Keeps the sums from being optimized away; a cache line for each thread.</summary>
        private readonly float[] _results = new float[threads * 16];

        public double FlopsOfRun => 2.0 * Turns * Sums * (WidestBits / 32) * threads;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        protected override void Run<V>(Worker worker, int phase)
        {
            V a = V.Const(0.999), b = V.Const(1e-6);
            V s0 = a, s1 = a, s2 = a, s3 = a, s4 = a, s5 = a, s6 = a, s7 = a;
            V s8 = a, s9 = a, s10 = a, s11 = a, s12 = a, s13 = a, s14 = a, s15 = a;
            for (int i = 0; i < Turns; i++)
            {
                s0 = V.Fma(a, b, s0);
                s1 = V.Fma(a, b, s1);
                s2 = V.Fma(a, b, s2);
                s3 = V.Fma(a, b, s3);
                s4 = V.Fma(a, b, s4);
                s5 = V.Fma(a, b, s5);
                s6 = V.Fma(a, b, s6);
                s7 = V.Fma(a, b, s7);
                s8 = V.Fma(a, b, s8);
                s9 = V.Fma(a, b, s9);
                s10 = V.Fma(a, b, s10);
                s11 = V.Fma(a, b, s11);
                s12 = V.Fma(a, b, s12);
                s13 = V.Fma(a, b, s13);
                s14 = V.Fma(a, b, s14);
                s15 = V.Fma(a, b, s15);
            }

            V sum = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11 + s12 + s13 + s14 + s15;
            _results[worker.Index * 16] = V.Sum(sum);
        }
    }
}
