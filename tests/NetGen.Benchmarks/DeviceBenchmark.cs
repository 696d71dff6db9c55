using System.Diagnostics;

namespace NetGen.Benchmarks;

/// <summary>
/// Times training steps on a GPU as training runs them: data lies on the device, steps follow each other without the host waiting, and the
/// losses are read at the end of the epoch.
/// </summary>
internal static class DeviceBenchmark
{
    /// <summary>The median epoch, divided by its steps.</summary>
    /// <exception cref="DeviceMissingException">There is no such device.</exception>
    public static Measurement Measure(Workload work, string device, double seconds)
    {
        // Enough steps to hide an epoch's end, few enough for the device's memory.
        int steps = device == "simulator" ? 3 : work.Net == "gemm" ? 8 : 200;
        using Trainer<float> trainer = work.TrainOn(Find(device), new TrainerOptions { Seed = 1 });
        Dataset data = work.Data(steps);
        Epochs epochs = new(seconds);
        trainer.Fit(data, int.MaxValue, callbacks: [epochs]);
        double milliseconds = Timing.Median(epochs.Times.Skip(1).DefaultIfEmpty(epochs.Times[0])) / steps;
        return new()
        {
            Net = work.Net,
            Batch = work.Batch,
            Device = device,
            Ms = Math.Round(milliseconds, 4),
            Gflops = Math.Round(2 * work.StepMultiplyAdds / (milliseconds * 1e6), 1),
            AllocatedBytes = epochs.AllocatedBytes / ((long)steps * epochs.Times.Count),
            PeakActivationBytes = work.ActivationBytes,
        };
    }

    private static IlgpuDevice Find(string device)
    {
        try
        {
            return device switch
            {
                "cuda" => IlgpuDevice.Cuda(),
                "opencl" => IlgpuDevice.OpenCL(),
                _ => IlgpuDevice.Simulator(),
            };
        }
        catch (IlgpuDeviceException exception)
        {
            throw new DeviceMissingException(exception.Message);
        }
    }

    /// <summary>Takes the time of each epoch, and ends the run.</summary>
    private sealed class Epochs(double seconds) : Callback
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private long _last = Stopwatch.GetTimestamp();
        private long _allocated;

        /// <summary>Milliseconds of each epoch; the first loads the kernels.</summary>
        public List<double> Times { get; } = [];

        /// <summary>Managed memory allocated behind the first epoch.</summary>
        public long AllocatedBytes => Times.Count > 1 ? GC.GetTotalAllocatedBytes(precise: true) - _allocated : 0;

        public override void OnEpochEnd(TrainingContext context)
        {
            Times.Add(Stopwatch.GetElapsedTime(_last).TotalMilliseconds);
            if (Times.Count == 1)
            {
                _allocated = GC.GetTotalAllocatedBytes(precise: true);
            }

            if (Stopwatch.GetElapsedTime(_start).TotalSeconds > seconds && Times.Count > 3)
            {
                context.Stop();
            }

            _last = Stopwatch.GetTimestamp();
        }
    }
}

/// <summary>There is no such device.</summary>
internal sealed class DeviceMissingException(string message) : Exception(message);
