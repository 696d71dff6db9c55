using NetGen.Runtime;

namespace NetGen.Ilgpu.Tests;

/// <summary>Runs that end in the middle, with steps under way.</summary>
public sealed class InterruptionTests
{
    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void ALossThatIsNotFiniteStopsAtItsStep(int device)
    {
        float[] inputs = [.. Enumerable.Range(0, 30 * 3).Select(i => i / 3 == 21 ? 3e38f : 0.01f * (i % 7))];
        Dataset data = Dataset.FromTargets(inputs, new float[60], new Shape(3), 2);
        TrainerOptions options = new() { Seed = 5, Threads = 1, Shuffle = false };
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using LineTrainer left = cpu.CreateTrainer(new Adam(0.01f), 2, options);
        using LineTrainer right = gpu.CreateTrainer(new Adam(0.01f), 2, options, Devices.All[device]);
        TrainingException expected = Assert.Throws<TrainingException>(() => left.Fit(data, 1));
        TrainingException actual = Assert.Throws<TrainingException>(() => right.Fit(data, 1));
        Assert.Equal((expected.Epoch, expected.Step), (actual.Epoch, actual.Step));
        Assert.False(double.IsFinite(actual.Loss));
        TrainingParityTests.Near(Trained(cpu), Trained(gpu));

        Assert.All(Trained(gpu), weight => Assert.True(float.IsFinite(weight)));

        // Both go on from the same step, as if that one had not been.
        foreach ((LineNetwork network, LineTrainer trainer) in new[] { (cpu, left), (gpu, right) })
        {
            trainer.Step(inputs.AsSpan(0, 6), new float[4]);
        }

        TrainingParityTests.Near(Trained(cpu), Trained(gpu));
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void AStepThatIsNotFiniteIsSkipped(int device)
    {
        TrainerOptions options = new() { Seed = 5, Threads = 1 };
        LineNetwork network = new(LineLoss.Squares), other = new(LineLoss.Squares);
        using LineTrainer trainer = network.CreateTrainer(new Adam(0.01f), 2, options, Devices.All[device]);
        using LineTrainer single = other.CreateTrainer(new Adam(0.01f), 2, options, Devices.All[device]);
        float[] inputs = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f], bad = [.. inputs];
        bad[1] = 3e38f;
        for (int step = 0; step < 3; step++)
        {
            Assert.False(trainer.Step(inputs, new float[4]).IsSkipped);
            single.Step(inputs, new float[4]);
            float[] before = network.Weights;
            BatchResult result = trainer.Step(bad, new float[4]);
            Assert.True(result.IsSkipped);
            Assert.False(double.IsFinite(result.Loss));
            Assert.Equal(before, network.Weights);
        }

        trainer.Step(inputs, new float[4]);
        single.Step(inputs, new float[4]);
        Assert.Equal(other.Weights, network.Weights);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void CancellingLeavesTheStepsThatWereBegun(int device)
    {
        Dataset data = LineData.Create(LineLoss.Squares, 200);
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using CancellationTokenSource source = new();
        CancellingSchedule schedule = new(20, source);
        using LineTrainer left = cpu.CreateTrainer(new Sgd(0.1f));
        using LineTrainer right = gpu.CreateTrainer(new Sgd(0.1f) { Schedule = schedule }, device: Devices.All[device]);
        Assert.Throws<OperationCanceledException>(() => right.Fit(data, 1, cancellationToken: source.Token));
        float[] weights = gpu.Weights;
        right.Step(new float[12], new float[8]);
        long steps = schedule.LastStep;
        Assert.InRange(steps, 1, 40);

        int[] order = new int[200];
        SplitMix64.Shuffle(order, 5, 0);
        for (int step = 0; step < steps; step++)
        {
            int[] batch = order[(4 * step)..(4 * (step + 1))];
            float[] inputs = new float[12], targets = new float[8];
            data.ReadInputs(batch, inputs);
            data.ReadTargets(batch, targets);
            left.Step(inputs, targets);
        }

        TrainingParityTests.Near(cpu.Weights, weights);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void AScheduleThatFailsStopsAtItsStep(int device)
    {
        Dataset data = LineData.Create(LineLoss.Squares, 40);
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        foreach ((LineNetwork network, IlgpuDevice? where) in new[] { (cpu, null), (gpu, Devices.All[device]) })
        {
            using LineTrainer trainer = network.CreateTrainer(new Sgd(0.1f) { Schedule = new FailingSchedule(5) }, device: where);
            Assert.Contains(
                "step 5", Assert.Throws<InvalidOperationException>(() => trainer.Fit(data, 1)).Message, StringComparison.Ordinal);
        }

        TrainingParityTests.Same(cpu, gpu);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void ALongEpochWrapsAroundTheSlots(int device)
    {
        Dataset data = LineData.Create(LineLoss.Labels, StepTable.Slots + 45);
        LineNetwork cpu = new(LineLoss.Labels), gpu = new(LineLoss.Labels);
        using LineTrainer left = cpu.CreateTrainer(new Sgd(0.05f), batchSize: 1);
        using LineTrainer right = gpu.CreateTrainer(new Sgd(0.05f), batchSize: 1, device: Devices.All[device]);
        EpochMetrics expected = left.Fit(data, 1)[0], actual = right.Fit(data, 1)[0];
        Assert.Equal(expected.Loss, actual.Loss, 1e-4);
        Assert.Equal(expected.Accuracy, actual.Accuracy);
        TrainingParityTests.Same(cpu, gpu, 1e-3f);
    }

    private static float[] Trained(LineNetwork network) => network.Weights[..LinePlan.TrainedSize];

    private sealed class FailingSchedule(long step) : LearningRateSchedule
    {
        public override double Factor(in TrainingPosition position) => position.Step == step ? double.NaN : 1;
    }

    /// <summary>Constant; cancels when it is asked for a step, which may be some steps before that one runs.</summary>
    private sealed class CancellingSchedule(long step, CancellationTokenSource source) : LearningRateSchedule
    {
        public long LastStep { get; private set; }

        public override double Factor(in TrainingPosition position)
        {
            LastStep = position.Step;
            if (position.Step == step)
            {
                source.Cancel();
            }

            return 1;
        }
    }
}
