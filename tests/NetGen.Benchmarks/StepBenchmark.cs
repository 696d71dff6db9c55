using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NetGen.Benchmarks;

/// <summary>Times whole training steps (forward pass, loss, backward pass, Adam) on random data.</summary>
internal static class StepBenchmark
{
    private static readonly (string Net, int[] Batches)[] All = [("xor", [64]), ("mlp", [1, 64, 512]), ("cnn", [1, 64])];

    /// <summary>Every network, or one; prints a line for each batch size.</summary>
    public static void Run(string? net, int? batch, int threads, double seconds, bool json, TextWriter output)
    {
        foreach ((string name, int[] batches) in All.Where(entry => net is null || entry.Net == net))
        {
            foreach (int size in batch is { } one ? [one] : batches)
            {
                Result result = Measure(name, size, threads, seconds);
                output.WriteLine(json ? result.ToJson() : result.ToString());
            }
        }
    }

    private static Result Measure(string net, int batch, int threads, double seconds)
    {
        TrainerOptions options = new() { Threads = threads, Seed = 1 };
        Adam adam = new(1e-3f);
        Random random = new(1);
        switch (net)
        {
            case "xor":
                using (Trainer<float> trainer = new Xor(1).CreateTrainer(adam, batch, options))
                {
                    float[] values = Values(random, batch * 2), targets = [.. Values(random, batch).Select(v => v > 0 ? 1f : 0f)];
                    return Time(net, batch, threads, seconds, () => trainer.Step(values, targets));
                }

            default:
                Network<float> network = net == "mlp" ? new Mlp(1) : new Cnn(1);
                using (Trainer<float> trainer = network is Mlp mlp ? mlp.CreateTrainer(adam, batch, options) : ((Cnn)network).CreateTrainer(adam, batch, options))
                {
                    float[] values = Values(random, batch * network.InputShape.Size);
                    int[] labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(10))];
                    return Time(net, batch, threads, seconds, () => trainer.Step(values, labels));
                }
        }
    }

    private static Result Time(string net, int batch, int threads, double seconds, Func<BatchResult> step)
    {
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
        return new(net, batch, threads, times[times.Count / 2], allocated / times.Count);
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];

    private sealed record Result(string Net, int Batch, int Threads, double Milliseconds, long AllocatedBytes)
    {
        public string ToJson()
        {
            using MemoryStream buffer = new();
            using (Utf8JsonWriter writer = new(buffer))
            {
                writer.WriteStartObject();
                writer.WriteString("net", Net);
                writer.WriteNumber("batch", Batch);
                writer.WriteString("device", "cpu");
                writer.WriteNumber("threads", Threads);
                writer.WriteNumber("ms", Math.Round(Milliseconds, 4));
                writer.WriteNumber("allocatedBytes", AllocatedBytes);
                writer.WriteEndObject();
            }

            return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Net,-12} batch {Batch,4}  {Threads} threads  {Milliseconds,10:F4} ms  {AllocatedBytes} bytes a step");
    }
}
