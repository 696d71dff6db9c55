namespace NetGen.Ilgpu.Tests;

/// <summary>What stands between gradients and update, parameter groups and the optimizers' state: on a device as on the CPU.</summary>
public sealed class PhaseTests
{
    private const int Features = 3, Size = 4;

    private static readonly Dictionary<string, TrainerOptions> s_options = new()
    {
        ["accumulation"] = new() { GradientAccumulation = 3 },
        ["norm"] = new() { GradientStages = [new ClipNorm(0.05)] },
        ["value"] = new() { GradientStages = [new ClipValue(0.02)] },
        ["own stage"] = new() { GradientStages = [new Halve(), new ClipNorm(0.05)] },
        ["groups"] = new() { Groups = [ParameterGroup.Of(parameter => parameter.Name == "bias", new Sgd(0.3f, momentum: 0.5f))] },
        ["muon"] = new()
        {
            GradientAccumulation = 2,
            Groups = [ParameterGroup.Of(parameter => parameter.Name == "weight", new Muon(0.05f))],
        },
        ["frozen"] = new()
        {
            Groups = [ParameterGroup.Frozen(parameter => parameter.Name == "weight")],
            GradientStages = [new ClipNorm(0.01)],
        },
        ["L1"] = new() { GradientStages = [new L1(0.03)] },
        ["elastic net"] = new() { GradientStages = [new ElasticNet(0.03, 0.1, includesVectors: true)], GradientAccumulation = 2 },
        ["noise"] = new() { GradientStages = [new GradientNoise(0.1)] },
        ["penalty of one's own"] = new() { GradientStages = [new Shrink()] },
        ["max norm"] = new() { WeightStages = [new MaxNorm(0.4)], GradientAccumulation = 2 },
        ["own weights"] = new() { WeightStages = [new Raise(), new MaxNorm(0.4)] },
        ["average"] = new() { WeightAverage = new ExponentialAverage(0.7) },
        ["mean"] = new() { WeightAverage = StochasticAverage.FromUpdate(1, every: 2), GradientAccumulation = 2 },
        ["mean of an epoch"] = new() { WeightAverage = StochasticAverage.FromEpoch(1, every: 3) },
        ["all"] = new()
        {
            GradientAccumulation = 2,
            GradientStages = [new ClipValue(0.2), new L2(0.1), new Halve(), new ClipNorm(0.05)],
            WeightStages = [new MaxNorm(0.5)],
            WeightAverage = new ExponentialAverage(0.6),
            Groups = [ParameterGroup.Of(parameter => parameter.Name == "bias", new ClippedRmsProp(0.02f, momentum: 0.5f))],
        },
    };

    public static TheoryData<int, string> Cases
    {
        get
        {
            TheoryData<int, string> cases = [];
            Enumerable.Range(0, Devices.All.Count).ToList().ForEach(
                device => s_options.Keys.ToList().ForEach(name => cases.Add(device, name)));
            return cases;
        }
    }

    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    [Theory]
    [MemberData(nameof(Cases))]
    public void StepsLikeTheCpu(int device, string name)
    {
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using LineTrainer left = Create(cpu, name, null), right = Create(gpu, name, Devices.All[device]);
        float[] start = cpu.Weights;
        for (int step = 0; step < 7; step++)
        {
            // The batches are of different sizes, and each weighs by its samples.
            Assert.Equal(Step(left, step), Step(right, step), 1e-5);
            TrainingParityTests.Same(cpu, gpu);
            Assert.Equal(left.State.Steps, right.State.Steps);
            SameAverages(left, right);
            foreach ((Parameter expected, Parameter actual) in cpu.Parameters.Zip(gpu.Parameters).Where(pair => pair.First.IsTrained))
            {
                TrainingParityTests.Near(left.Gradient(expected), right.Gradient(actual));
            }
        }

        Assert.NotEqual(start, gpu.Weights);
    }

    /// <summary>From data on the device, with a smaller last batch, and batches left over at the end of the epoch.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void FitsLikeTheCpu(int device, string name)
    {
        Dataset data = LineData.Create(LineLoss.Squares, 30);
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using LineTrainer left = Create(cpu, name, null), right = Create(gpu, name, Devices.All[device]);
        Dataset test = LineData.Create(LineLoss.Squares, 9, seed: 2);
        History expected = left.Fit(data, 2, test), actual = right.Fit(data, 2, test);
        Assert.Equal(expected[1].Loss, actual[1].Loss, 1e-5);
        TrainingParityTests.Same(cpu, gpu);
        Assert.Equal(left.State.Steps, right.State.Steps);
        SameAverages(left, right);
        Assert.Equal(expected[1].ValidationLoss!.Value, actual[1].ValidationLoss!.Value, 1e-5);
        if (left.AveragedUpdates > 0)
        {
            float[] weights = gpu.Weights;
            left.ApplyAverage();
            right.ApplyAverage();
            TrainingParityTests.Same(cpu, gpu);
            Assert.NotEqual(weights, gpu.Weights);
        }
    }

    /// <summary>What early stopping puts back on a device.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void ASnapshotHoldsTheAverage(int device)
    {
        Dataset data = LineData.Create(LineLoss.Squares, 30), test = LineData.Create(LineLoss.Squares, 9, seed: 2);
        LineNetwork network = new(LineLoss.Squares);
        using LineTrainer trainer = network.CreateTrainer(
            new Adam(0.5f), Size, new() { Seed = 5, WeightAverage = new ExponentialAverage(0.5) }, Devices.All[device]);
        EarlyStopping stopping = new(patience: 2);
        History history = trainer.Fit(data, 60, test, [stopping]);
        Assert.True(stopping.BestEpoch < history.Count);
        Assert.Equal(stopping.BestLoss, trainer.Evaluate(test).Loss, 1e-6);
        Assert.Equal(8 * stopping.BestEpoch, trainer.AveragedUpdates);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void FindsTheRatesThatTheCpuFinds(int device)
    {
        Dataset data = LineData.Create(LineLoss.Squares, 30);
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        float[] before = gpu.Weights;
        LearningRateCurve expected = Find(cpu, null), actual = Find(gpu, Devices.All[device]);
        Assert.True(expected.HasDiverged);
        Assert.Equal(expected.Suggestion!.Value, actual.Suggestion!.Value, 1e-9);
        Assert.Equal(
            expected.Points.Select(point => point.Loss), actual.Points.Select(point => point.Loss), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal(before, gpu.Weights);

        LearningRateCurve Find(LineNetwork network, IlgpuDevice? where) => LearningRateFinder.Run(
            schedule => network.CreateTrainer(new Sgd(0.1f) { Schedule = schedule }, Size, null, where),
            data, new() { StartRate = 1e-3, EndRate = 100, Steps = 60, Smoothing = 0.9 });
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void ABatchThatIsNotFiniteIsLeftOut(int device)
    {
        LineNetwork one = new(LineLoss.Squares), other = new(LineLoss.Squares);
        using LineTrainer left = Create(one, "all", Devices.All[device]), right = Create(other, "all", Devices.All[device]);
        float[] bad = Enumerable.Repeat(3e38f, Features).ToArray();
        for (int step = 0; step < 4; step++)
        {
            Step(left, step);
            Assert.True(left.Step(bad, new float[LinePlan.Outputs]).IsSkipped);
            Step(right, step);
        }

        Assert.Equal(other.Weights, one.Weights);
        Assert.Equal(2, left.State.Steps);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void AStageThatThrowsLeavesTheWeights(int device)
    {
        LineNetwork network = new(LineLoss.Squares);
        using LineTrainer trainer = network.CreateTrainer(
            new Adam(0.1f), Size, new() { Threads = 1, GradientStages = [new Throwing()] }, Devices.All[device]);
        float[] start = network.Weights[..LinePlan.TrainedSize];
        Assert.Throws<InvalidOperationException>(() => Step(trainer, 0));
        Assert.Equal(start, network.Weights[..LinePlan.TrainedSize]);
        Assert.Equal(0, trainer.State.Steps);
    }

    /// <summary>The state goes from a device to a device, to the CPU and back.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void GoingOnFromAFileEqualsNotStopping(int device, string name)
    {
        using TempFolder folder = new();
        LineNetwork whole = new(LineLoss.Squares);
        using LineTrainer trainer = Create(whole, name, Devices.All[device]);
        Train(trainer, 0, 5);
        whole.Save(folder.File("weights"));
        trainer.State.Save(folder.File("device"));
        Train(trainer, 5, 4);

        LineNetwork onCpu = new(LineLoss.Squares, seed: 7);
        using LineTrainer cpu = Create(onCpu, name, null);
        Train(cpu, 0, 5);
        onCpu.Load(folder.File("weights"));
        cpu.State.Load(folder.File("device"));
        cpu.State.Save(folder.File("cpu"));
        Train(cpu, 5, 4);
        TrainingParityTests.Same(whole, onCpu);

        // Five steps before, so that dropout's masks are those of the sixth.
        LineNetwork again = new(LineLoss.Squares, seed: 8);
        using LineTrainer other = Create(again, name, Devices.All[device]);
        Train(other, 20, 5);
        again.Load(folder.File("weights"));
        other.State.Load(folder.File("cpu"));
        Train(other, 5, 4);
        Assert.Equal(whole.Weights, again.Weights);
        Assert.Equal(
            trainer.State.Tensors.Select(tensor => tensor.Span.ToArray()), other.State.Tensors.Select(tensor => tensor.Span.ToArray()));
        Assert.Equal(trainer.AveragedUpdates, other.AveragedUpdates);
    }

    private static LineTrainer Create(LineNetwork network, string name, IlgpuDevice? device) =>
        network.CreateTrainer(new Adam(0.05f), Size, s_options[name] with { Seed = 5, Threads = 1 }, device);

    private static double Step(LineTrainer trainer, int step)
    {
        Random random = new(step);
        int count = 1 + (step % Size);
        float[] inputs = [.. Enumerable.Range(0, count * Features).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = [.. Enumerable.Range(0, count * LinePlan.Outputs).Select(_ => random.NextSingle())];
        return trainer.Step(inputs, targets).Loss;
    }

    private static void SameAverages(LineTrainer left, LineTrainer right)
    {
        Assert.Equal(left.AveragedUpdates, right.AveragedUpdates);
        foreach ((Parameter expected, Parameter actual) in left.State.Tensors.Zip(right.State.Tensors))
        {
            Assert.Equal(expected.Name, actual.Name);
            if (expected.Name.EndsWith(".average", StringComparison.Ordinal))
            {
                TrainingParityTests.Near(expected.Span, actual.Span);
            }
        }
    }

    private static void Train(LineTrainer trainer, int start, int count)
    {
        for (int step = start; step < start + count; step++)
        {
            Step(trainer, step);
        }
    }

    private sealed class Halve : GradientStage
    {
        public override void Run<T>(in Gradients<T> gradients)
        {
            foreach (ref T gradient in gradients.All)
            {
                gradient /= T.One + T.One;
            }
        }
    }

    private sealed class Shrink : GradientStage
    {
        public override void Run<T>(in Gradients<T> gradients)
        {
            foreach (Parameter parameter in gradients.Parameters)
            {
                Span<T> values = gradients.Of(parameter);
                ReadOnlySpan<T> weights = gradients.ParameterOf(parameter);
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] += weights[i] * T.CreateChecked(0.1 * (1 + gradients.Step));
                }
            }
        }
    }

    private sealed class Raise : WeightStage
    {
        public override void Run<T>(in UpdatedWeights<T> weights)
        {
            foreach (Parameter parameter in weights.Parameters)
            {
                foreach (ref T weight in weights.Of(parameter))
                {
                    weight += T.CreateChecked(0.01 / weights.Step);
                }
            }
        }
    }

    private sealed class Throwing : GradientStage
    {
        public override void Run<T>(in Gradients<T> gradients) => throw new InvalidOperationException();
    }
}
