using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Samples are read where the caller holds them, and nothing behind them.</summary>
public sealed partial class SamplesInPlaceTests
{
    private const int Batch = 5;

    public static TheoryData<string, int> Networks
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (string name in new[] { nameof(StepClassifier), nameof(TwiceMasked), nameof(Wide), nameof(Narrow), nameof(Pooled) })
            {
                data.Add(name, 1);
                data.Add(name, 2);
                data.Add(name, Batch + 1);
            }

            return data;
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Networks))]
    public void Nothing_behind_the_samples_is_read(string name, int threads)
    {
        Network<float> network = Create(name, out Func<int, TrainerOptions, Trainer<float>> createTrainer, out int outputs);
        float[] samples = Values(Batch * network.InputShape.Size), targets = Values(Batch * outputs);
        using GuardedSamples guarded = new(samples);

        float[] expected = new float[Batch * outputs], actual = new float[expected.Length];
        network.Predict(samples, expected);
        network.Predict(guarded.Span, actual);
        Assert.Equal(expected, actual);
        Assert.All(
            network.Predict(guarded.Span[^network.InputShape.Size..]).Zip(expected[^outputs..]),
            pair => Assert.Equal(pair.Second, pair.First, 1e-5f));

        using Trainer<float> trainer = createTrainer(Batch, new TrainerOptions { Threads = threads });
        BatchResult result = name == nameof(StepClassifier)
            ? trainer.Step(guarded.Span, new int[Batch])
            : trainer.Step(guarded.Span, targets);
        Assert.True(double.IsFinite(result.Loss));
        Assert.Equal(samples, guarded.Span.ToArray());
    }

    private static Network<float> Create(string name, out Func<int, TrainerOptions, Trainer<float>> createTrainer, out int outputs)
    {
        (Network<float> network, createTrainer, outputs) = name switch
        {
            nameof(StepClassifier) => Of(new StepClassifier(1), (n, batch, options) => n.CreateTrainer(new Sgd(0.1f), batch, options), 3),
            nameof(TwiceMasked) => Of(new TwiceMasked(1), (n, batch, options) => n.CreateTrainer(new Sgd(0.1f), batch, options), 1),
            nameof(Wide) => Of(new Wide(1), (n, batch, options) => n.CreateTrainer(new Sgd(0.1f), batch, options), 7),
            nameof(Narrow) => Of(new Narrow(1), (n, batch, options) => n.CreateTrainer(new Sgd(0.1f), batch, options), 7),
            _ => Of(new Pooled(1), (n, batch, options) => n.CreateTrainer(new Sgd(0.1f), batch, options), 2),
        };
        return network;

        static (Network<float>, Func<int, TrainerOptions, Trainer<float>>, int) Of<N>(
            N network, Func<N, int, TrainerOptions, Trainer<float>> create, int outputs)
            where N : Network<float>
            => (network, (batch, options) => create(network, batch, options), outputs);
    }

    private sealed class LinuxTheoryAttribute : TheoryAttribute
    {
        public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null : "Memory that cannot be read is made for Linux only.";
    }

    private static float[] Values(int count)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Whole vectors of features: read in place in training too.</summary>
    [Network]
    [Input(48)]
    [MseLoss]
    internal sealed partial class Wide
    {
        [Linear(33), Relu, Linear(7)]
        public partial Layer All { get; }
    }

    /// <summary>The gradient of the weights reads behind features that fill no vector: the samples are copied.</summary>
    [Network]
    [Input(19)]
    [MseLoss]
    internal sealed partial class Narrow
    {
        [Linear(33), Relu, Linear(7)]
        public partial Layer All { get; }
    }

    /// <summary>Pooling reads the input itself.</summary>
    [Network]
    [Input(1, 6, 10)]
    [MseLoss]
    internal sealed partial class Pooled
    {
        [MaxPool2d(2), Conv2d(3, Kernel = 1), Relu, Flatten, Linear(2)]
        public partial Layer All { get; }
    }
}
