using System.Diagnostics;
using static System.FormattableString;

namespace NetGen.Benchmarks;

/// <summary>
/// What augmentation costs beside the step that hides it: rounds of steps on one batch that stays and rounds on pictures that are read,
/// moved, turned, scaled and cut out anew, by turns.
/// </summary>
internal static class AugmentBenchmark
{
    private const int StepsOfRound = 10, DataSteps = 100, WarmUpRounds = 4;

    private static readonly TimeSpan s_oneStep = TimeSpan.FromTicks(1);

    private static readonly BatchTransform[] s_transforms =
        [new RandomShift(2), new RandomAffine(degrees: 10, scale: 0.1), new Cutout(8)];

    /// <summary>The batch sizes of networks that take pictures.</summary>
    public static int[] Batches(Subject subject) => subject.Training.Inputs[0].Shape.Count == 3 ? subject.Batches : [];

    /// <summary>Prints a line for each network and batch size.</summary>
    public static void Run(RunOptions options)
    {
        foreach (Workload work in options.Workloads(Batches))
        {
            Output.Row(Measure(work, options.Threads, options.Seconds), options.Json);
        }
    }

    private static AugmentRow Measure(Workload work, int threads, double seconds)
    {
        TrainerOptions options = new() { Threads = threads, Seed = 1 };
        using Trainer<float> still = work.Train(options), plain = work.Train(options);
        using Trainer<float> augmented = work.Train(options with { Transforms = s_transforms });
        Dataset data = work.Data(DataSteps);
        Action[] steps = [work.Step(still), () => plain.TrainFor(s_oneStep, data), () => augmented.TrainFor(s_oneStep, data)];
        List<double>[] times = [[], [], []];
        double[] busy = new double[steps.Length];
        long start = 0, least = long.MaxValue;
        for (int round = -WarmUpRounds; round <= 0 || Stopwatch.GetElapsedTime(start).TotalSeconds < steps.Length * seconds; round++)
        {
            start = round <= 0 ? Stopwatch.GetTimestamp() : start;
            for (int kind = 0; kind < steps.Length; kind++)
            {
                long allocated = GC.GetTotalAllocatedBytes(precise: true);
                TimeSpan processor = Environment.CpuUsage.TotalTime;
                double time = Round(steps[kind]);
                if (round >= 0)
                {
                    times[kind].Add(time);
                    busy[kind] += (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / StepsOfRound;
                    least = kind == 2 ? Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - allocated) : least;
                }
            }
        }

        int rounds = times[0].Count;
        return new(
            work.Net, work.Batch, augmented.Threads, rounds, Math.Round(Timing.Median(times[0]), 4),
            Math.Round(Timing.Median(times[1]), 4), Math.Round(Timing.Median(times[2]), 4),
            Math.Round(Timing.Median(times[2].Zip(times[0], (a, b) => a / b)), 4), Math.Round(times[2].Min() / times[0].Min(), 4),
            Math.Round(busy[0] / rounds, 4), Math.Round(busy[2] / rounds, 4), least);
    }

    /// <summary>Milliseconds of a step, the mean of a round: so that what a step leaves to the next one counts.</summary>
    private static double Round(Action step)
    {
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < StepsOfRound; i++)
        {
            step();
        }

        return Stopwatch.GetElapsedTime(begin).TotalMilliseconds / StepsOfRound;
    }

    private sealed record AugmentRow(
        string Net, int Batch, int Threads, int Rounds, double FixedMs, double ReadMs, double AugmentedMs, double Ratio,
        double FastestRatio, double FixedProcessorMs, double AugmentedProcessorMs, long AllocatedBytes)
    {
        public override string ToString() => Invariant($"{Net,-11} batch {Batch,4}  {Threads} threads  {Rounds} rounds: one batch ")
            + Invariant($"{FixedMs:0.000} ms, read {ReadMs:0.000} ms, augmented {AugmentedMs:0.000} ms: × {Ratio:0.000}, ")
            + Invariant($"the fastest rounds × {FastestRatio:0.000}; ")
            + Invariant($"processor {FixedProcessorMs:0.000} and {AugmentedProcessorMs:0.000} ms; ")
            + Invariant($"{AllocatedBytes} bytes allocated in a round");
    }
}
