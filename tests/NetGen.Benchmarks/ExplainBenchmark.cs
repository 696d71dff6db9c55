using System.Globalization;

namespace NetGen.Benchmarks;

/// <summary>
/// Times the gradient by input beside the least that it could take: a training step whose only trained weights stand in front of the first
/// layer, which goes forward and back once and computes no gradient of a layer's weights.
/// </summary>
internal static class ExplainBenchmark
{
    private const int Turns = 5, Pixels = 784, Classes = 10;

    /// <summary>Prints one line.</summary>
    public static void Run(int batch, int threads, double seconds, bool json)
    {
        ExplainedCnn network = new(1);
        using Explainer<float> explainer = network.CreateExplainer(threads);
        using FrozenCnn.Trainer trainer =
            new FrozenCnn(1).CreateTrainer(new Sgd(0.01f), batch, new TrainerOptions { Threads = threads, Seed = 1 });
        Random random = new(2);
        float[] samples = [.. Enumerable.Range(0, batch * Pixels).Select(_ => random.NextSingle())];
        float[] gradients = new float[samples.Length], contributions = new float[samples.Length], outputs = new float[batch * Classes];
        float[] reference = new float[Pixels];
        int[] labels = [.. Enumerable.Range(0, batch).Select(_ => random.Next(Classes))];

        List<ExplainRow> rows = [];
        for (int turn = 0; turn < Turns; turn++)
        {
            Timing step = Timing.Of(() => trainer.Step(samples, labels), seconds / Turns);
            Timing gradient = Timing.Of(() => explainer.Gradient(samples, 3, gradients), seconds / Turns);
            Timing deepLift = Timing.Of(() => explainer.DeepLift(samples, reference, 3, contributions), seconds / Turns);
            rows.Add(new(
                batch, trainer.Threads, step.Milliseconds, gradient.Milliseconds, gradient.Milliseconds / step.Milliseconds,
                deepLift.Milliseconds / step.Milliseconds, gradient.AllocatedBytes + deepLift.AllocatedBytes));
        }

        ExplainRow median = rows.OrderBy(row => row.Ratio).ElementAt(Turns / 2);
        Output.Row(median with { AllocatedBytes = rows.Min(row => row.AllocatedBytes) }, json);
    }

    private sealed record ExplainRow(
        int Batch, int Threads, double StepMs, double GradientMs, double Ratio, double DeepLiftRatio, long AllocatedBytes)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"cnn batch {Batch}, {Threads} threads: step without gradients of weights {StepMs:0.000} ms, gradient by input "
                + $"{GradientMs:0.000} ms: {Ratio:0.00}; DeepLIFT {DeepLiftRatio:0.00}; {AllocatedBytes} bytes allocated");
    }
}

/// <summary>The layers of <see cref="Cnn"/>, explained.</summary>
[Network, Input(1, 28, 28), CrossEntropyLoss, Explain]
public partial class ExplainedCnn
{
    [Conv2d(32, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1), Relu, MaxPool2d(2)]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Linear(10)]
    public partial Layer Head { get; }
}

/// <summary>The same, of which only a factor in front is trained.</summary>
[Network, Input(1, 28, 28), CrossEntropyLoss]
public partial class FrozenCnn
{
    [Scale]
    public partial Layer Front { get; }

    [Conv2d(32, Kernel = 3, Padding = 1), Relu, MaxPool2d(2), Frozen]
    public partial Layer Stem { get; }

    [Conv2d(64, Kernel = 3, Padding = 1), Relu, MaxPool2d(2), Frozen]
    public partial Layer Body { get; }

    [Flatten, Linear(128), Relu, Linear(10), Frozen]
    public partial Layer Head { get; }
}
