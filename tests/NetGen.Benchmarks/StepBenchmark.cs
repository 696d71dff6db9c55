using System.Diagnostics;

namespace NetGen.Benchmarks;

/// <summary>Times whole training steps (forward pass, loss, backward pass, Adam) on random data.</summary>
internal static class StepBenchmark
{
    private static readonly (string Net, int[] Batches)[] Processor = [("xor", [64]), ("mlp", [1, 64, 512]), ("cnn", [1, 64])];

    private static readonly (string Net, int[] Batches)[] Graphics = [("xor", [64]), ("mlp", [64, 512]), ("cnn", [64, 512]), ("gemm", [4096])];

    /// <summary>Every network, or one; prints a line for each batch size. Gives the process's exit code.</summary>
    public static int Run(string? net, int? batch, string device, int threads, double seconds, bool json, TextWriter output)
    {
        (string Net, int[] Batches)[] usual = device == "cpu" ? Processor : Graphics;
        IEnumerable<(string Net, int[] Batches)> chosen = net is null ? usual : usual.Concat(Graphics).Where(entry => entry.Net == net).Take(1);
        try
        {
            foreach ((string name, int[] batches) in chosen)
            {
                foreach (int size in batch is { } one ? [one] : batches)
                {
                    StepResult result = device == "cpu" ? Measure(Workload.Create(name, size), threads, seconds) : DeviceBenchmark.Measure(Workload.Create(name, size), device, seconds);
                    output.WriteLine(json ? result.ToJson() : result.ToString());
                }
            }

            return 0;
        }
        catch (DeviceMissingException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }

    private static StepResult Measure(Workload work, int threads, double seconds)
    {
        using Trainer<float> trainer = work.Train(new TrainerOptions { Threads = threads, Seed = 1 });
        Func<BatchResult> step = work.Step(trainer);
        for (int i = 0; i < 20; i++)
        {
            step();
        }

        List<double> times = new(1 << 20);
        long allocated = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp();
        while (times.Count < 5 || (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds && times.Count < times.Capacity))
        {
            long before = Stopwatch.GetTimestamp();
            step();
            times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        times.Sort();
        return new(work.Net, work.Batch, "cpu", threads, times[times.Count / 2], work.MultiplyAdds, allocated / times.Count);
    }
}
