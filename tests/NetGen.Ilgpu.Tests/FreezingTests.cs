namespace NetGen.Ilgpu.Tests;

/// <summary>What is frozen between two steps: on a device as on the CPU.</summary>
public sealed class FreezingTests
{
    private const int Features = 3, Size = 4;

    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void StepsLikeTheCpu(int device)
    {
        using TempFolder folder = new();
        TrainerOptions options = new() { Seed = 5, Threads = 1, GradientStages = [new ClipNorm(0.05)] };
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using LineTrainer left = cpu.CreateTrainer(new AdamW(0.05f, weightDecay: 0.2f), Size, options);
        using LineTrainer right = gpu.CreateTrainer(new AdamW(0.05f, weightDecay: 0.2f), Size, options, Devices.All[device]);
        for (int step = 0; step < 9; step++)
        {
            if (step is 2 or 6)
            {
                Action<LineNetwork, LineTrainer> change = step == 2
                    ? (network, trainer) => trainer.Freeze(Stage(network))
                    : (network, trainer) => trainer.Unfreeze(Stage(network));
                change(cpu, left);
                change(gpu, right);
            }

            float[] before = [.. Stage(gpu).Parameters.SelectMany(parameter => parameter.Span.ToArray())];
            Step(left, step);
            Step(right, step);
            float[] after = [.. Stage(gpu).Parameters.SelectMany(parameter => parameter.Span.ToArray())];
            Assert.Equal(step is >= 2 and < 6, before.SequenceEqual(after));
            Assert.Equal(step is >= 2 and < 6, right.IsFrozen(gpu.Parameters[0]));
            TrainingParityTests.Same(cpu, gpu);
        }

        right.Freeze(Stage(gpu));
        right.State.Save(folder.File("state"));
        left.State.Load(folder.File("state"));
        Assert.True(left.IsFrozen(cpu.Parameters[0]));
        left.State.Save(folder.File("back"));
        right.Unfreeze(Stage(gpu));
        right.State.Load(folder.File("back"));
        Assert.True(right.IsFrozen(gpu.Parameters[0]));
    }

    /// <summary>From data on the device: a callback changes what the steps of the next epoch are.</summary>
    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void FitsLikeTheCpu(int device)
    {
        Dataset data = LineData.Create(LineLoss.Squares, 30);
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using LineTrainer left = cpu.CreateTrainer(new Adam(0.05f), Size);
        using LineTrainer right = gpu.CreateTrainer(new Adam(0.05f), Size, device: Devices.All[device]);
        left.Fit(data, 4, callbacks: [new Alternating(cpu, left)]);
        right.Fit(data, 4, callbacks: [new Alternating(gpu, right)]);
        TrainingParityTests.Same(cpu, gpu);
    }

    private static Layer Stage(LineNetwork network) =>
        new("Line", new Shape(LinePlan.Outputs), network.Parameters, [.. new[] { 0, 2 }.Select(i =>
            ("Line." + network.Parameters[i].Name, network.Parameters[i].Name))]);

    private static void Step(LineTrainer trainer, int step)
    {
        Random random = new(step);
        float[] inputs = [.. Enumerable.Range(0, Size * Features).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = [.. Enumerable.Range(0, Size * LinePlan.Outputs).Select(_ => random.NextSingle())];
        trainer.Step(inputs, targets);
    }

    private sealed class Alternating(LineNetwork network, LineTrainer trainer) : Callback
    {
        private int _epochs;

        public override void OnEpochEnd(TrainingContext context)
        {
            if (_epochs++ % 2 == 0)
            {
                trainer.Freeze(Stage(network));
            }
            else
            {
                trainer.Unfreeze(Stage(network));
            }
        }
    }
}
