using NetGen.Generators.Tests;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests;

/// <summary>
/// What becomes an index on a device is checked in what goes there: the caller's arrays may have changed since the dataset was made.
/// </summary>
public sealed class IndexTests
{
    private const int Length = 2, Vocabulary = 5, Samples = 6;

    private static readonly OperatorCase s_classifier =
        new(
            "Embedding", $"TokenInput({Vocabulary}, {Length})",
            "Embedding(2), MeanOver(Axis.Length), Linear(2)") { Loss = "CrossEntropyLoss" };

    private static readonly OperatorCase s_reader = new(
        "Embedding", $"TokenInput({Vocabulary}, {Length})",
        $"Embedding(2), Linear({Vocabulary})") { Loss = "CrossEntropyLoss" };

    private static readonly Lazy<CaseAssembly> s_networks = new(
        () => new CaseAssembly("Indices", [(s_classifier, false), (s_reader, false)], IlgpuProject.References));

    private static readonly Lazy<IlgpuDevice> s_fullSimulator = new(() =>
    {
        IlgpuDevice device = DeviceCatalog.CreateSimulator();
        device.FreeMemory = 1;
        return device;
    });

    /// <summary>Devices, each with the data on the device and with data too large for it, which is staged.</summary>
    public static TheoryData<int, bool> Feeds
    {
        get
        {
            TheoryData<int, bool> feeds = [];
            for (int device = 0; device < Devices.All.Count; device++)
            {
                feeds.Add(device, true);
                feeds.Add(device, false);
            }

            return feeds;
        }
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public void TokensThatChangedAreRefused(int device, bool isResident)
    {
        foreach (int token in new[] { -1, Vocabulary, 1_000_000, int.MinValue })
        {
            int[] tokens = new int[Samples * Length];
            Dataset data = Dataset.FromTokens(tokens, [0, 1, 0, 1, 0, 1], Length, 2);
            IsRefused(
                s_classifier, data, Devices.All[device], isResident, () => tokens[^1] = token,
                $"Sample {Samples - 1} of input has token {token} at position {Length - 1};");
        }
    }

    /// <summary>The labels of windows over a text are the text itself; its last token is a label only.</summary>
    [Theory]
    [MemberData(nameof(Feeds))]
    public void LabelsThatChangedAreRefused(int device, bool isResident)
    {
        int[] text = new int[(Samples * Length) + 1];
        Dataset data = Dataset.Windows(text, Length, stride: Length);
        IsRefused(
            s_reader, data, Devices.All[device], isResident, () => text[^1] = 77,
            $"Sample {Samples - 1} has label 77 at position {Length - 1};");
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public void SamplesThatAViewLeavesOutMayHoldAnyToken(int device, bool isResident)
    {
        int[] tokens = new int[Samples * Length];
        tokens[^1] = 77;
        Network<float> network = s_networks.Value.Create<float>(s_classifier);
        using Trainer<float> trainer = CreateTrainer(network, Devices.All[device], isResident);
        Assert.Single(trainer.Fit(Dataset.FromTokens(tokens, [0, 1, 0, 1, 0, 1], Length, 2).Take(Samples - 1), 1));
    }

    /// <summary>The last guard, whoever filled the memory that a step uploads.</summary>
    [Theory]
    [MemberData(nameof(Feeds))]
    public void StagedLabelsAreChecked(int device, bool isResident)
    {
        LineNetwork network = new(LineLoss.Labels);
        float[] before = network.Weights;
        using (LineTrainer trainer = network.CreateTrainer(new Sgd(0.1f), device: Device(Devices.All[device], isResident)))
        {
            trainer.Program.Labels(0)[1] = 7;
            Assert.Contains(
                "Sample 1 has label 7",
                Assert.Throws<ArgumentException>(() => trainer.Program.Run(2, [])).Message,
                StringComparison.Ordinal);
        }

        Assert.Equal(before, network.Weights);
    }

    /// <summary>Changes the data behind a trainer's back: neither a run nor an evaluation takes it, and the weights stay.</summary>
    private static void IsRefused(
        OperatorCase operatorCase, Dataset data, IlgpuDevice device, bool isResident, Action change, string message)
    {
        Network<float> network = s_networks.Value.Create<float>(operatorCase);
        float[][] before = Weights(network);
        using (Trainer<float> trainer = CreateTrainer(network, device, isResident))
        {
            change();
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Fit(data, 1)).Message, StringComparison.Ordinal);
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => trainer.Evaluate(data)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Weights(network));
    }

    /// <summary>All samples are one batch, so that a run that is refused was not begun.</summary>
    private static Trainer<float> CreateTrainer(Network<float> network, IlgpuDevice device, bool isResident) =>
        CompiledCases.CreateTrainer(network, new Sgd(0.1f), Samples, Device(device, isResident), new TrainerOptions { Shuffle = false });

    private static IlgpuDevice Device(IlgpuDevice device, bool isResident) =>
        isResident || device.Kind != IlgpuDeviceKind.Simulator ? device : s_fullSimulator.Value;

    private static float[][] Weights(Network<float> network) =>
        [.. network.Parameters.Select(parameter => parameter.AsSpan<float>().ToArray())];
}
