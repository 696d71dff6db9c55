using System.Globalization;
using Samples;
using Samples.Data;

namespace NetGen.Benchmarks;

/// <summary>What smaller networks cost and give: accuracy, size and time in float, in integers, trained for them, and pruned.</summary>
internal static class QuantizeBenchmark
{
    private const int Rounds = 101, BatchSize = 64;

    /// <summary>Trains the network of the digits, makes it smaller in each way, and prints a row for each.</summary>
    /// <param name="folder">Has MNIST.</param>
    /// <param name="epochs">Of the training in float.</param>
    /// <param name="json">One JSON object a line.</param>
    /// <exception cref="SampleException">The data is not there.</exception>
    public static void Run(string folder, int epochs, bool json)
    {
        DigitData data = DigitData.ReadNamed(folder, "--data");
        string weights = Path.GetTempFileName();
        try
        {
            QuantizedCnn network = new(seed: 1);
            Train(network.CreateTrainer(new AdamW(1e-3f), BatchSize), data.Train, epochs);
            network.Save(weights);
            ReportRows(network, weights, data, json);
        }
        finally
        {
            File.Delete(weights);
        }
    }

    private static void ReportRows(QuantizedCnn network, string weights, DigitData data, bool json)
    {
        QuantizedNetwork<float> integers = network.Quantize(data.Train);
        AwareCnn aware = new();
        aware.LoadPartial(weights);
        aware.Calibrate(data.Train);
        Train(aware.CreateTrainer(new AdamW(1e-4f), BatchSize), data.Train, 1);
        QuantizedCnn pruned = new();
        pruned.Load(weights);
        PruningMask mask = Pruning.Magnitude(pruned, sparsity: 0.8);
        Train(pruned.CreateTrainer(new AdamW(1e-4f), BatchSize, new() { WeightStages = [mask] }), data.Train, 1);

        // Predictions have no option for their threads: a user sets them so.
        Environment.SetEnvironmentVariable("NETGEN_THREADS", "1");
        QuantizedCnn single = new();
        single.Load(weights);
        (string Name, Network<float> Network)[] all =
        [
            ("float", single), ("int8", integers), ("int8, trained for it", aware.Quantize(data.Train)), ("pruned by 80 %", pruned),
            ("pruned by 80 %, int8", pruned.Quantize(data.Train)),
        ];
        foreach ((string name, Network<float> candidate) in all)
        {
            (double one, double oneRatio) = Time(single, candidate, 1);
            (double many, double manyRatio) = Time(single, candidate, BatchSize);
            byte[] file = candidate.SaveToBytes();
            Output.Row(
                new QuantizeRow(
                    name, Math.Round(candidate.Evaluate(data.Test).Accuracy!.Value, 4), file.Length, Zipped(file), one, oneRatio,
                    many, manyRatio),
                json);
        }
    }

    private static void Train(Trainer<float> trainer, Dataset data, int epochs)
    {
        using (trainer)
        {
            trainer.Fit(data, epochs);
        }
    }

    private static long Zipped(byte[] file)
    {
        using MemoryStream zipped = new();
        using (System.IO.Compression.ZLibStream zip = new(zipped, System.IO.Compression.CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zip.Write(file);
        }

        return zipped.Length;
    }

    /// <summary>Microseconds of a call, and how many times longer the float network takes: by turns, medians.</summary>
    private static (double Microseconds, double Ratio) Time(Network<float> network, Network<float> candidate, int batch)
    {
        Random random = new(1);
        float[] samples = new float[batch * network.InputShape.Size], outputs = new float[batch * network.OutputShape.Size];
        foreach (ref float value in samples.AsSpan())
        {
            value = random.NextSingle();
        }

        int calls = Math.Max(1, BatchSize / batch);
        List<double> times = [], ratios = [];
        for (int round = 0; round < Rounds; round++)
        {
            double plain = Of(network), own = Of(candidate);
            times.Add(own);
            ratios.Add(plain / own);
        }

        return (Math.Round(Median(times), 1), Math.Round(Median(ratios), 2));

        double Of(Network<float> predictor)
        {
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                predictor.Predict(samples, outputs);
            }

            return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
        }

        static double Median(List<double> values)
        {
            values.Sort();
            return values[values.Count / 2];
        }
    }

    /// <param name="Network">How it was made smaller.</param>
    /// <param name="Accuracy">On the test digits.</param>
    /// <param name="Bytes">Of the file.</param>
    /// <param name="ZippedBytes">Of the file, compressed.</param>
    /// <param name="OneMicroseconds">A prediction of one sample, one thread.</param>
    /// <param name="OneRatio">How many times longer float takes.</param>
    /// <param name="ManyMicroseconds">A prediction of 64.</param>
    /// <param name="ManyRatio">How many times longer float takes.</param>
    private sealed record QuantizeRow(
        string Network, double Accuracy, long Bytes, long ZippedBytes, double OneMicroseconds, double OneRatio, double ManyMicroseconds,
        double ManyRatio)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Network,-22} accuracy {Accuracy:P2}  {Bytes,9:N0} bytes  zipped {ZippedBytes,9:N0}  "
            + $"1: {OneMicroseconds,6:F1} µs (float takes {OneRatio:F2} times it)  64: {ManyMicroseconds,7:F0} µs ({ManyRatio:F2})");
    }
}

/// <summary>The network of samples/Digits, in integers, too.</summary>
[Network, Quantized, Input(1, 28, 28), CrossEntropyLoss(LabelSmoothing = 0.1f)]
public partial class QuantizedCnn
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>The same, trained to do with them.</summary>
[Network, Quantized(Training = true), Input(1, 28, 28), CrossEntropyLoss(LabelSmoothing = 0.1f)]
public partial class AwareCnn
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Dropout(0.5f), Linear(10)]
    public partial Layer Head { get; }
}
