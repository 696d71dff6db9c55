using System.Diagnostics;
using static System.FormattableString;

namespace NetGen.Benchmarks;

/// <summary>Trains in slices of time, as a game does in each frame, and says how many end when they should.</summary>
internal static class SliceBenchmark
{
    private const int Calls = 1_000, WarmUp = 50, Batches = 200;

    // What a slice may take beyond its budget.
    private const double SlackMilliseconds = 2;

    /// <summary>Prints a line for each network and batch size.</summary>
    /// <param name="options">What is measured.</param>
    /// <param name="budget">Milliseconds of a slice.</param>
    public static void Run(RunOptions options, int budget)
    {
        foreach (Workload work in options.Workloads(subject => subject.Batches))
        {
            Output.Row(Measure(work, options.Threads, budget), options.Json);
        }
    }

    private static SliceRow Measure(Workload work, int threads, int budget)
    {
        using Trainer<float> trainer = work.Train(new TrainerOptions { Threads = threads, Seed = 1 });
        Dataset data = work.Data(Batches);
        TimeSpan slice = TimeSpan.FromMilliseconds(budget);
        double[] times = new double[Calls];
        int steps = 0;
        for (int call = -WarmUp; call < Calls; call++)
        {
            long start = Stopwatch.GetTimestamp();
            TimedTraining done = trainer.TrainFor(slice, data);
            if (call >= 0)
            {
                times[call] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                steps += done.Steps;
            }
        }

        Array.Sort(times);
        return new(
            work.Net, work.Batch, trainer.Threads, budget, (double)steps / Calls,
            (double)times.Count(time => time <= budget + SlackMilliseconds) / Calls,
            Math.Round(times[Calls / 2], 3), Math.Round(times[Calls * 99 / 100], 3), Math.Round(times[^1], 3));
    }

    private sealed record SliceRow(
        string Net, int Batch, int Threads, int Budget, double Steps, double InTime, double MedianMs, double P99Ms, double LongestMs)
    {
        public override string ToString() => Invariant($"{Net,-12} batch {Batch,4}  {Threads} threads  budget {Budget} ms: ")
            + Invariant($"{100 * InTime:0.0} % within {Budget + SlackMilliseconds} ms, {Steps:0.0} steps a call; ")
            + Invariant($"median {MedianMs:0.00}, 99 % {P99Ms:0.00}, longest {LongestMs:0.00} ms");
    }
}
