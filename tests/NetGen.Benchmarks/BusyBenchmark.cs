using System.Diagnostics;
using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>Times training steps with one thread and with several, by turns, while others keep the machine's processors busy.</summary>
internal static class BusyBenchmark
{
    private const int Rounds = 8;

    /// <summary>Prints a line for each network and batch size.</summary>
    /// <param name="options">What is measured; as many threads as the machine has processors where none are given.</param>
    /// <param name="loops">Busy loops beside it.</param>
    public static void Run(RunOptions options, int loops)
    {
        using BusyLoops others = new(loops);
        foreach (Workload work in options.Workloads(subject => subject.Batches))
        {
            int threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
            Output.Row(Measure(work, threads, options.Seconds, loops), options.Json);
        }
    }

    private static BusyRow Measure(Workload work, int threads, double seconds, int loops)
    {
        using Trainer<float> single = work.Train(new TrainerOptions { Threads = 1, Seed = 1 });
        using Trainer<float> several = work.Train(new TrainerOptions { Threads = threads, Seed = 1 });
        Action one = work.Step(single), all = work.Step(several);
        List<double> ones = [], alls = [], ratios = [];
        Round(one, seconds / Rounds);
        Round(all, seconds / Rounds);
        for (int round = 0; round < Rounds; round++)
        {
            ones.Add(Round(one, seconds / Rounds));
            alls.Add(Round(all, seconds / Rounds));
            ratios.Add(alls[^1] / ones[^1]);
        }

        return new(
            work.Net, work.Batch, loops, threads, Math.Round(Timing.Median(ones), 4), Math.Round(Timing.Median(alls), 4),
            Math.Round(Timing.Median(ratios), 3), Math.Round(ratios.Min(), 3), Math.Round(ratios.Max(), 3));
    }

    /// <summary>The mean of a round: where processors are shared, a few steps wait long, and they count.</summary>
    private static double Round(Action step, double seconds)
    {
        int steps = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            step();
            steps++;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / steps;
    }

    /// <summary>Threads that do nothing, without a pause.</summary>
    private sealed class BusyLoops : IDisposable
    {
        private readonly Thread[] _threads;
        private volatile bool _stopping;

        public BusyLoops(int count)
        {
            _threads = new Thread[count];
            for (int i = 0; i < count; i++)
            {
                _threads[i] = new Thread(Spin) { IsBackground = true, Name = "busy loop" };
                _threads[i].Start();
            }
        }

        public void Dispose()
        {
            _stopping = true;
            foreach (Thread thread in _threads)
            {
                thread.Join();
            }
        }

        private void Spin()
        {
            while (!_stopping)
            {
            }
        }
    }

    /// <param name="Net">The network.</param>
    /// <param name="Batch">Samples.</param>
    /// <param name="Busy">Busy loops beside it.</param>
    /// <param name="Threads">Of the second figure.</param>
    /// <param name="OneThreadMs">A step on one thread: the median of the rounds' means.</param>
    /// <param name="Ms">A step on so many.</param>
    /// <param name="Ratio">The median of the rounds' ratios: above 1, more threads are slower.</param>
    /// <param name="LeastRatio">Of a round.</param>
    /// <param name="MostRatio">Of a round.</param>
    private sealed record BusyRow(
        string Net, int Batch, int Busy, int Threads, double OneThreadMs, double Ms, double Ratio, double LeastRatio, double MostRatio)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Net,-11} batch {Batch,4}  {Busy} busy  cpu × 1 {OneThreadMs,10:F4} ms  cpu × {Threads} {Ms,10:F4} ms  ")
            + string.Create(CultureInfo.InvariantCulture, $"ratio {Ratio:F2} ({LeastRatio:F2} to {MostRatio:F2})");
    }
}
