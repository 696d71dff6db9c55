namespace NetGen.Benchmarks;

/// <summary>Times predictions into memory that is there: of one sample, as a service would run them, and of batches.</summary>
internal static class InferBenchmark
{
    /// <summary>Every network, or one; prints a line for each batch size.</summary>
    public static void Run(RunOptions options)
    {
        NetGenThreads.Default = options.Threads;
        foreach (Workload work in options.Workloads(subject => subject.PredictionBatches))
        {
            Output.Row(Measure(work, options.Seconds), options.Json);
        }
    }

    /// <summary>A prediction on the CPU.</summary>
    public static Measurement Measure(Workload work, double seconds)
    {
        int threads = work.PredictionThreads;
        _ = FmaPeak.GigaFlops(threads);
        return Measurement.Of(work, threads, Timing.Of(work.Predict(), seconds), work.PassMultiplyAdds);
    }
}
