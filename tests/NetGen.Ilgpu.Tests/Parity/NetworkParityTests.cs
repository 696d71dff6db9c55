using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests.Parity;

/// <summary>Whole trainings on a device against the same on the CPU, from the same seeds.</summary>
public sealed class NetworkParityTests
{
    private const int Steps = 3;

    private const float LearningRate = 2e-2f;
    private const double Tolerance = 1e-3;

    /// <summary>Of its size that every weight moves at least: else the comparison would mean little.</summary>
    private const double LeastMove = 0.01;

    public static TheoryData<int, string> Networks => Cases((_, _) => true);

    /// <summary>On the simulator, which takes about a second for a step, the networks that differ most.</summary>
    public static TheoryData<int, string> FittedNetworks =>
        Cases((device, name) =>
            device.Kind != IlgpuDeviceKind.Simulator || name is "narrow mlp" or "normed" or "transformer" or "partners");

    public static TheoryData<int, string> DevicesAndOptimizers
    {
        get
        {
            TheoryData<int, string> cases = [];
            foreach (string optimizer in new[] { "sgd", "momentum", "adam", "adamw" })
            {
                Enumerable.Range(0, Devices.All.Count).ToList().ForEach(device => cases.Add(device, optimizer));
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void StepsGiveTheSameWeights(int device, string name)
    {
        CaseRun<float> cpu = new(ParityNetworks.All[name]), gpu = new(ParityNetworks.All[name]);
        double[][] before = Weights(cpu);
        using (Trainer<float> expected = CreateTrainer(cpu, null), actual = CreateTrainer(gpu, Devices.All[device]))
        {
            for (int step = 0; step < Steps; step++)
            {
                double loss = cpu.Loss(expected);
                Assert.Equal(loss, gpu.Loss(actual), Tolerance * loss);
            }
        }

        double[][] weights = Weights(cpu);
        Assert.All(cpu.Network.Parameters.Select((parameter, i) => (parameter, i)).Where(pair => pair.parameter.IsTrained), pair =>
            Assert.True(
                Distance(before[pair.i], weights[pair.i]) > LeastMove * Norm(before[pair.i]),
                $"{pair.parameter.Name} hardly moved."));
        AssertSameWeights(cpu, gpu);
    }

    /// <summary>Shuffled, with a smaller last batch, from data that lies on the device.</summary>
    [Theory]
    [MemberData(nameof(FittedNetworks))]
    public void FitsLikeTheCpu(int device, string name)
    {
        OperatorCase network = ParityNetworks.All[name];
        int batchSize = network.BatchSize;
        CaseRun<float> cpu = new(network, samples: (2 * batchSize) + 1), gpu = new(network, samples: (2 * batchSize) + 1);
        using Trainer<float> expected = CreateTrainer(cpu, null), actual = CreateTrainer(gpu, Devices.All[device]);
        History losses = expected.Fit(cpu.Data(), epochs: 2);
        Assert.All(
            losses.Zip(actual.Fit(gpu.Data(), epochs: 2)),
            pair => Assert.Equal(pair.First.Loss, pair.Second.Loss, Tolerance * pair.First.Loss));
        AssertSameWeights(cpu, gpu);
    }

    [Theory]
    [MemberData(nameof(DevicesAndOptimizers))]
    public void LeavesAloneWhatNoLossDependsOn(int device, string optimizer)
    {
        CaseRun<float> run = new(ParityNetworks.WithSide);
        double[][] before = Weights(run);
        Optimizer decays = optimizer switch
        {
            "sgd" => new Sgd(0.1f, weightDecay: 0.1f),
            "momentum" => new Sgd(0.1f, momentum: 0.9f, weightDecay: 0.1f),
            "adam" => new Adam(0.01f, weightDecay: 0.1f),
            _ => new AdamW(0.01f, weightDecay: 0.1f),
        };
        using Trainer<float> trainer = CompiledCases.CreateTrainer(
            run.Network, decays, run.Case.BatchSize, Devices.All[device], new TrainerOptions());
        run.Loss(trainer);
        run.Loss(trainer);
        double[][] after = Weights(run);
        Assert.All(run.Network.Parameters.Select((parameter, i) => (parameter, i)), pair =>
            Assert.Equal(pair.parameter.Name.StartsWith("Side", StringComparison.Ordinal), before[pair.i].SequenceEqual(after[pair.i])));
        Parameter side = run.Network.Parameters.Single(parameter => parameter.Name == "Side.linear0.weight");
        Assert.Equal(new float[side.Shape.Size], trainer.Gradient(side).ToArray());
    }

    [Fact]
    public void TheNarrowNetworkRunsAsOneChain()
    {
        Assert.Contains(PtxCompiler.KernelsOf(new CaseRun<float>(ParityNetworks.All["narrow mlp"]).Network.GetType()), IsChain);
        Assert.DoesNotContain(PtxCompiler.KernelsOf(new CaseRun<float>(ParityNetworks.All["mlp"]).Network.GetType()), IsChain);

        static bool IsChain(System.Reflection.MethodInfo kernel) => kernel.Name.EndsWith("Chain", StringComparison.Ordinal);
    }

    private static TheoryData<int, string> Cases(Func<IlgpuDevice, string, bool> isWanted)
    {
        TheoryData<int, string> cases = [];
        for (int device = 0; device < Devices.All.Count; device++)
        {
            foreach (string name in ParityNetworks.All.Keys.Where(name => isWanted(Devices.All[device], name)))
            {
                cases.Add(device, name);
            }
        }

        return cases;
    }

    private static Trainer<float> CreateTrainer(CaseRun<float> run, IlgpuDevice? device)
    {
        TrainerOptions options = new() { Seed = 5, Threads = 1 };
        Adam optimizer = new(LearningRate);
        return device is null
            ? CompiledCases.CreateTrainer(run.Network, optimizer, run.Case.BatchSize, options)
            : CompiledCases.CreateTrainer(run.Network, optimizer, run.Case.BatchSize, device, options);
    }

    private static void AssertSameWeights(CaseRun<float> cpu, CaseRun<float> gpu)
    {
        double[][] expected = Weights(cpu), actual = Weights(gpu);
        for (int i = 0; i < expected.Length; i++)
        {
            Outcome.AssertClose(cpu.Network.Parameters[i].Name, expected[i], actual[i], Tolerance);
        }
    }

    private static double[][] Weights(CaseRun<float> run) =>
        [.. run.Network.Parameters.Select(parameter => CaseRun<float>.Widen(parameter.AsSpan<float>()))];

    private static double Distance(double[] left, double[] right) => Norm([.. left.Zip(right, (l, r) => l - r)]);

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
