using System.Diagnostics;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Networks that live at the same time share the threads of their predictions.</summary>
[Collection(nameof(WholeProcess))]
public sealed class PredictionThreadTests
{
    [Fact]
    public void Fifty_networks_that_predict_start_the_threads_of_one()
    {
        float[] samples = new float[64 * 12], outputs = new float[64 * 5];
        Predict(new SharedMlp(seed: 0), threads: 2);
        Predict(new SharedMlp(seed: 0), threads: Environment.ProcessorCount);
        int before = Threads();
        SharedMlp[] networks = [.. Enumerable.Range(0, 50).Select(seed => new SharedMlp(seed))];
        foreach (SharedMlp network in networks)
        {
            network.Predict(samples, outputs);
            Predict(network, threads: 2);
            Predict(network, threads: Environment.ProcessorCount);
        }

        Assert.InRange(Threads() - before, int.MinValue, networks.Length / 2);
        GC.KeepAlive(networks);

        void Predict(SharedMlp network, int threads) => network.CreatePredictor(threads).Predict(samples, outputs);
    }

    /// <summary>Of the process, as the system counts them.</summary>
    private static int Threads()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
