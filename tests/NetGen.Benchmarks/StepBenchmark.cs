namespace NetGen.Benchmarks;

/// <summary>Times whole training steps (forward pass, loss, backward pass, Adam) on random data.</summary>
internal static class StepBenchmark
{
    /// <summary>Every network that suits the device, or one; prints a line for each batch size.</summary>
    /// <exception cref="DeviceMissingException">There is no such device.</exception>
    public static void Run(RunOptions options, string device)
    {
        bool isCpu = device == "cpu";
        foreach (Workload work in options.Workloads(subject => isCpu ? subject.Batches : subject.DeviceBatches))
        {
            Output.Row(
                isCpu ? Measure(work, options.Threads, options.Seconds) : DeviceBenchmark.Measure(work, device, options.Seconds),
                options.Json);
        }
    }

    /// <summary>A step on the CPU.</summary>
    public static Measurement Measure(Workload work, int threads, double seconds)
    {
        using Trainer<float> trainer = work.Train(new TrainerOptions { Threads = threads, Seed = 1 });
        _ = FmaPeak.GigaFlops(trainer.Threads);
        Timing timing = Timing.Of(work.Step(trainer), seconds);
        return Measurement.Of(work, trainer.Threads, timing, work.StepMultiplyAdds) with { PeakActivationBytes = work.ActivationBytes };
    }
}
