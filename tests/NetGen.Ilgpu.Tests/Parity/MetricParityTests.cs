using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests.Parity;

/// <summary>Metrics of an evaluation on a device against those of the same on the CPU: rows of samples, pixels and positions.</summary>
public sealed class MetricParityTests
{
    internal static readonly OperatorCase[] Networks =
    [
        new("Linear", "12", "Linear(9), Tanh, Linear(4)") { Loss = "CrossEntropyLoss", BatchSize = 4 },
        new("Conv2d", "2, 3, 4", "Conv2d(3, Padding = 1)") { Loss = "CrossEntropyLoss", BatchSize = 4 },
        new("Embedding", "TokenInput(11, 4)", "Embedding(8), Linear(11)") { Loss = "CrossEntropyLoss", BatchSize = 4 },
    ];

    public static TheoryData<int, int> Cases
    {
        get
        {
            TheoryData<int, int> cases = [];
            for (int device = 0; device < Devices.All.Count; device++)
            {
                Enumerable.Range(0, Networks.Length).ToList().ForEach(network => cases.Add(device, network));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AreThoseOfTheCpu(int device, int network)
    {
        CaseRun<float> run = new(Networks[network], samples: 10);
        TrainerOptions options = new() { Metrics = [new Accuracy(), new F1Score(ClassAverage.Macro), new RocAuc(), new Perplexity()] };
        using Trainer<float> cpu = CompiledCases.CreateTrainer(run.Network, new Sgd(0), 4, options);
        using Trainer<float> gpu = CompiledCases.CreateTrainer(run.Network, new Sgd(0), 4, Devices.All[device], options);

        Evaluation expected = cpu.Evaluate(run.Data()), actual = gpu.Evaluate(run.Data());

        Assert.Equal(expected.Metrics.Keys, actual.Metrics.Keys);
        Assert.All(expected.Metrics, metric => Assert.Equal(metric.Value, actual.Metrics[metric.Key], 1e-4));
        Assert.Equal(actual.Accuracy, actual.Metrics["accuracy"]);
    }
}
