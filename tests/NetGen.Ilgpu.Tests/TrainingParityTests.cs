namespace NetGen.Ilgpu.Tests;

/// <summary>A run on a device against the same run on the CPU.</summary>
public sealed class TrainingParityTests
{
    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    private const float Tolerance = 2e-5f;

    public static TheoryData<int, string> Optimizers
    {
        get
        {
            TheoryData<int, string> cases = [];
            for (int device = 0; device < Devices.All.Count; device++)
            {
                foreach (string optimizer in s_optimizers.Keys)
                {
                    cases.Add(device, optimizer);
                }
            }

            return cases;
        }
    }

    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["sgd"] = () => new Sgd(0.1f),
        ["sgd, decay, schedule"] = () => new Sgd(0.2f, weightDecay: 0.1f) { Schedule = new StepDecay(2, 0.5) },
        ["momentum"] = () => new Sgd(0.05f, momentum: 0.9f),
        ["nesterov"] = () => new Sgd(0.05f, momentum: 0.9f, nesterov: true, weightDecay: 0.01f),
        ["adam"] = () => new Adam(0.05f, weightDecay: 0.1f),
        ["adagrad"] = () => new Adagrad(0.1f, rateDecay: 0.01f),
        ["adadelta"] = () => new Adadelta(),
        ["rmsprop"] = () => new RmsProp(0.01f, momentum: 0.9f, isCentred: true),
        ["amsgrad"] = () => new Adam(0.05f, amsGrad: true),
        ["muon"] = () => new Muon(0.05f, weightDecay: 0.1f, others: new Adam(0.05f)) { Schedule = new StepDecay(2, 0.5) },
        ["lion"] = () => new Lion(0.01f, weightDecay: 0.1f),
        ["adamw"] = () => new AdamW(0.05f, weightDecay: 0.2f),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void FitsLikeTheCpu(int device, string optimizer)
    {
        (LineNetwork cpu, History expected) = Fit(null, LineLoss.Squares, s_optimizers[optimizer]());
        (LineNetwork gpu, History actual) = Fit(Devices.All[device], LineLoss.Squares, s_optimizers[optimizer]());
        Same(cpu, gpu);
        Same(expected, actual);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void CountsRightLabels(int device) => CountsRightAnswers(LineLoss.Labels, Devices.All[device]);

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void CountsRightSides(int device) => CountsRightAnswers(LineLoss.Sides, Devices.All[device]);

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void StepsLikeTheCpu(int device)
    {
        LineNetwork cpu = new(LineLoss.Labels), gpu = new(LineLoss.Labels);
        using LineTrainer expected = cpu.CreateTrainer(new AdamW(0.1f));
        using LineTrainer actual = gpu.CreateTrainer(new AdamW(0.1f), device: Devices.All[device]);
        float[] inputs = [0.5f, -1, 2, 1, 0, -0.5f, 0.25f, 0.75f, -2];
        for (int step = 0; step < 3; step++)
        {
            int count = 3 - step;
            BatchResult left = expected.Step(inputs.AsSpan(0, count * 3), new int[] { 1, 0, 1 }.AsSpan(0, count));
            BatchResult right = actual.Step(inputs.AsSpan(0, count * 3), new int[] { 1, 0, 1 }.AsSpan(0, count));
            Assert.Equal(left.Loss, right.Loss, Tolerance);
            Assert.Equal(left with { Loss = 0 }, right with { Loss = 0 });
            foreach ((Parameter of, Parameter at) in cpu.Parameters.Zip(gpu.Parameters).Where(pair => pair.First.IsTrained))
            {
                Near(expected.Gradient(of), actual.Gradient(at));
            }
        }

        Same(cpu, gpu);
        Assert.Throws<ArgumentException>(() => actual.Gradient(gpu.Parameters[2]).Length);
    }

    /// <summary>Replayed or not, a run gives the same; on CUDA it must be replayed.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void ReplaysRecordedStepsOnCuda(int device)
    {
        LineNetwork cpu = new(LineLoss.Labels), gpu = new(LineLoss.Labels);
        using LineTrainer left = cpu.CreateTrainer(new AdamW(0.01f));
        using LineTrainer right = gpu.CreateTrainer(new AdamW(0.01f), device: Devices.All[device]);
        Dataset data = LineData.Create(LineLoss.Labels, 41);
        Same(left.Fit(data, 2), right.Fit(data, 2));
        Same(cpu, gpu);
        string? reason = ((IlgpuTrainingProgram<float>)right.Program).PlainReason;
        Assert.Equal(
            Devices.All[device].Kind == IlgpuDeviceKind.Cuda ? null : $"Only CUDA records graphs; {Devices.All[device].Kind} does not.",
            reason);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void GoesOnWhereARunEnded(int device)
    {
        (LineNetwork once, _) = Fit(Devices.All[device], LineLoss.Squares, new AdamW(0.05f), epochs: 3);
        LineNetwork twice = new(LineLoss.Squares);
        using LineTrainer trainer = twice.CreateTrainer(new AdamW(0.05f), device: Devices.All[device]);
        Dataset data = LineData.Create(LineLoss.Squares, 11);
        trainer.Fit(data, epochs: 1);
        trainer.Fit(data, epochs: 2);
        Same(once, twice);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void TakesTheSamplesOfAView(int device)
    {
        Dataset view = LineData.Create(LineLoss.Labels, 20).Split(0.5, seed: 4).Second;
        LineNetwork cpu = new(LineLoss.Labels), gpu = new(LineLoss.Labels);
        using LineTrainer left = cpu.CreateTrainer(new Sgd(0.1f)), right = gpu.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        Same(left.Fit(view, 2), right.Fit(view, 2));
        Same(cpu, gpu);
    }

    [Fact]
    public void StagesDataThatIsTooLarge()
    {
        IlgpuDevice small = DeviceCatalog.CreateSimulator();
        small.FreeMemory = 100;
        (LineNetwork staged, History actual) = Fit(small, LineLoss.Labels, new Adam(0.05f));
        (LineNetwork resident, History expected) = Fit(Devices.All[0], LineLoss.Labels, new Adam(0.05f));
        Assert.Equal(resident.Weights, staged.Weights);
        Same(expected, actual);
    }

    internal static void Same(LineNetwork expected, LineNetwork actual, float tolerance = Tolerance) =>
        Near(expected.Weights, actual.Weights, tolerance);

    internal static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            // NaN is as good as NaN.
            Assert.True(
                expected[i].Equals(actual[i])
                    || MathF.Abs(expected[i] - actual[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i])),
                $"{i}: {actual[i]}, not {expected[i]}");
        }
    }

    private static void CountsRightAnswers(LineLoss loss, IlgpuDevice device)
    {
        (LineNetwork cpu, History expected) = Fit(null, loss, new Sgd(0.5f));
        (LineNetwork gpu, History actual) = Fit(device, loss, new Sgd(0.5f));
        Same(cpu, gpu);
        Same(expected, actual);
        Assert.NotNull(actual[0].Accuracy);
    }

    private static (LineNetwork Network, History History) Fit(IlgpuDevice? device, LineLoss loss, Optimizer optimizer, int epochs = 2)
    {
        LineNetwork network = new(loss);
        using LineTrainer trainer = network.CreateTrainer(optimizer, device: device);
        History history = trainer.Fit(LineData.Create(loss, 11), epochs, validation: LineData.Create(loss, 6, seed: 2));
        return (network, history);
    }

    private static void Same(History expected, History actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((EpochMetrics left, EpochMetrics right) in expected.Zip(actual))
        {
            Assert.Equal(left.Loss, right.Loss, Tolerance);
            Assert.Equal(left.Accuracy, right.Accuracy);
            Assert.Equal(left.ValidationLoss ?? 0, right.ValidationLoss ?? 0, Tolerance);
            Assert.Equal(left.ValidationAccuracy, right.ValidationAccuracy);
            Assert.Equal(left.LearningRate, right.LearningRate);
        }
    }
}
