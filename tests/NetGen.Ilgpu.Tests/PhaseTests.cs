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
        ["all"] = new()
        {
            GradientAccumulation = 2,
            GradientStages = [new ClipValue(0.2), new Halve(), new ClipNorm(0.05)],
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
        History expected = left.Fit(data, 2), actual = right.Fit(data, 2);
        Assert.Equal(expected[1].Loss, actual[1].Loss, 1e-5);
        TrainingParityTests.Same(cpu, gpu);
        Assert.Equal(left.State.Steps, right.State.Steps);
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

    private sealed class Throwing : GradientStage
    {
        public override void Run<T>(in Gradients<T> gradients) => throw new InvalidOperationException();
    }
}
