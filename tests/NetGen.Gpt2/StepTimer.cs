using System.Diagnostics;
using System.Globalization;

namespace NetGen.Gpt2;

/// <summary>Times whole training steps: forward pass, loss, backward pass, AdamW.</summary>
internal static class StepTimer
{
    private const int Batch = 4, Length = 64, WarmUp = 2, Steps = 9;

    /// <summary>Runs on a fixed batch of random tokens and prints one line of JSON, the median of the steps after the warm-up.</summary>
    public static void Run(int threads)
    {
        Gpt2 network = new(seed: 1);
        using Gpt2.Trainer trainer = network.CreateTrainer(new AdamW(learningRate: 1e-4f), Batch, new TrainerOptions { Threads = threads });
        Random random = new(2);
        int[] tokens = [.. Enumerable.Range(0, Batch * Length).Select(_ => random.Next(50257))];
        int[] labels = [.. Enumerable.Range(0, Batch * Length).Select(_ => random.Next(50257))];
        double[] seconds = new double[Steps];
        double loss = 0;
        long allocated = 0;
        for (int step = -WarmUp; step < Steps; step++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true), start = Stopwatch.GetTimestamp();
            loss = trainer.Step(tokens, labels, Length).Loss;
            double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (step >= 0)
            {
                seconds[step] = elapsed;
                allocated += GC.GetTotalAllocatedBytes(precise: true) - before;
            }
        }

        Array.Sort(seconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"parameters": {{network.ParameterCount}}, "batch": {{Batch}}, "length": {{Length}}, "seconds": {{seconds[Steps / 2]:0.000}}, "allocatedBytes": {{allocated}}, "loss": {{loss:0.0000}}}"""));
    }
}
