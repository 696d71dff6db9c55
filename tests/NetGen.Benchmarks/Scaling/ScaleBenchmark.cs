using System.Diagnostics;
using NetGen.Mpi;

namespace NetGen.Benchmarks.Scaling;

/// <summary>
/// Plans a training by many processes: measures a step, the gradients' bytes and when each of their sums can begin, and says what share of
/// the processes' time is spent on samples for given bandwidth and latency, where each process has as many samples as one has alone.
/// </summary>
internal static class ScaleBenchmark
{
    private const int Repetitions = 100, WarmUps = 10;

    private static readonly int[] s_processes = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

    /// <summary>Prints a line for each number of processes.</summary>
    /// <param name="options">What is measured; samples are those of a process.</param>
    /// <param name="bandwidth">Between two machines, in 10⁹ bytes a second.</param>
    /// <param name="latency">Of a message, in microseconds.</param>
    /// <param name="mpi">Whether mpirun started several of this process, whose own all-reduce is measured first.</param>
    public static void Run(RunOptions options, double bandwidth, double latency, bool mpi)
    {
        Workload[] works = [.. options.Workloads(subject => subject.Batches)];
        if (mpi && !MeasureHere(works, options.Json))
        {
            return;
        }

        foreach (Workload work in works)
        {
            Plan(work, options, bandwidth * 1e9, latency * 1e-6);
        }
    }

    private static void Plan(Workload work, RunOptions options, double bandwidth, double latency)
    {
        TrainerOptions one = new() { Threads = options.Threads, Seed = 1 };
        using Trainer<float> alone = work.Train(one);
        RehearsedCommunicator rehearsed = new();
        using Trainer<float> trainer = work.Of(rehearsed.Size * work.Batch).Train(one with { Communicator = rehearsed });
        (double plain, double step) = ByTurns(work.Step(alone), work.Step(trainer), options.Seconds);
        (long Bytes, double Lead)[] sums = Typical(rehearsed.Steps);
        Output.Row(
            new StepRow(
                work.Net, work.Batch, alone.Threads, Ms(plain), Ms(step),
                sums.Sum(sum => sum.Bytes), sums[..^1].Sum(sum => sum.Bytes)),
            options.Json);
        foreach (int processes in s_processes)
        {
            double Efficiency(AllReduceModel model, bool overlaps) => Math.Round(
                plain / (step + model.Exposed(sums, processes, latency, bandwidth, overlaps)), 3);
            Output.Row(
                new ScaleRow(
                    work.Net, work.Batch, processes, Efficiency(AllReduceModel.Ring, false), Efficiency(AllReduceModel.Ring, true),
                    Efficiency(AllReduceModel.Tree, false), Efficiency(AllReduceModel.Tree, true)),
                options.Json);
        }
    }

    /// <summary>The medians of two things in seconds, taken by turns: what else the machine does, it does to both.</summary>
    private static (double First, double Second) ByTurns(Action first, Action second, double seconds)
    {
        List<double> firsts = [], others = [];
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < WarmUps + 2 || Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; i++)
        {
            double a = Time(first), b = Time(second);
            if (i >= WarmUps)
            {
                firsts.Add(a);
                others.Add(b);
            }
        }

        return (Timing.Median(firsts), Timing.Median(others));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The medians of the steps' times: their sums are the same.</summary>
    private static (long Bytes, double Lead)[] Typical(List<(long Bytes, double Lead)[]> steps) =>
        [.. steps[^1].Select((sum, i) => (sum.Bytes, Timing.Median(steps.Select(step => step[i].Lead))))];

    /// <returns>Whether this process goes on with the plan.</returns>
    private static bool MeasureHere(Workload[] works, bool json)
    {
        using MpiCommunicator world = MpiCommunicator.World();
        foreach (Workload work in works)
        {
            float[] gradients = new float[work.TrainedParameters];
            List<double> times = [];
            for (int i = 0; i < Repetitions; i++)
            {
                long start = Stopwatch.GetTimestamp();
                world.AllReduce(gradients);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            if (world.Rank == 0)
            {
                Output.Row(
                    new HereRow(work.Net, world.Size, (long)gradients.Length * sizeof(float), Math.Round(Timing.Median(times), 4)),
                    json);
            }
        }

        return world.Rank == 0;
    }

    private static double Ms(double seconds) => Math.Round(seconds * 1e3, 4);

    /// <param name="Net">The network.</param>
    /// <param name="Batch">Samples of a process.</param>
    /// <param name="Threads">Of a process.</param>
    /// <param name="Ms">A step of one process alone.</param>
    /// <param name="PartMs">A step of one of several, but for what they wait.</param>
    /// <param name="Bytes">Of all gradients.</param>
    /// <param name="EarlyBytes">Of those whose sum begins before all are known.</param>
    private sealed record StepRow(string Net, int Batch, int Threads, double Ms, double PartMs, long Bytes, long EarlyBytes)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Net} batch {Batch} × {Threads}: {Ms:F4} ms alone, {PartMs:F4} ms as one of several, {Bytes / 1e6:F2} MB of gradients, ")
            + FormattableString.Invariant($"{EarlyBytes / 1e6:F2} MB of them summed meanwhile");
    }

    /// <param name="Net">The network.</param>
    /// <param name="Processes">How many.</param>
    /// <param name="Bytes">Of all gradients.</param>
    /// <param name="AllReduceMs">Their sum here: the median.</param>
    private sealed record HereRow(string Net, int Processes, long Bytes, double AllReduceMs)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Net}: {Bytes / 1e6:F2} MB are summed by {Processes} processes here in {AllReduceMs:F3} ms");
    }

    /// <param name="Net">The network.</param>
    /// <param name="Batch">Samples of a process.</param>
    /// <param name="Processes">How many.</param>
    /// <param name="Ring">Samples a second by those of one process times their number, for a ring after all gradients.</param>
    /// <param name="RingMeanwhile">The same where large sums begin while gradients are computed.</param>
    /// <param name="Tree">For trees.</param>
    /// <param name="TreeMeanwhile">For trees meanwhile.</param>
    private sealed record ScaleRow(
        string Net, int Batch, int Processes, double Ring, double RingMeanwhile, double Tree, double TreeMeanwhile)
    {
        public override string ToString() => FormattableString.Invariant(
            $"{Net,-11} {Processes,5} processes  ring {Ring,6:P1}, meanwhile {RingMeanwhile,6:P1}  tree {Tree,6:P1}, ")
            + FormattableString.Invariant($"meanwhile {TreeMeanwhile,6:P1}");
    }
}
