namespace NetGen.Ilgpu.Tests;

/// <summary>Weights and running statistics between the host and its devices.</summary>
public sealed class ParameterTravelTests
{
    public static TheoryData<int> DeviceNumbers => Devices.Numbers;

    private static readonly float[] s_inputs = [0.5f, -1, 2, 1, 0, -0.5f];
    private static readonly float[] s_targets = [1, 0, -1, 0.5f];

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void TrainersOfTheHostAndOfDevicesTakeTurns(int device)
    {
        LineNetwork shared = new(LineLoss.Squares);
        using LineTrainer first = shared.CreateTrainer(new Sgd(0.1f));
        using LineTrainer second = shared.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        using LineTrainer third = shared.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        using LineTrainer fourth = shared.CreateTrainer(new Sgd(0.1f), device: DeviceCatalog.CreateSimulator());
        foreach (LineTrainer trainer in new[] { second, first, third, second, fourth, third, first, fourth })
        {
            trainer.Step(s_inputs, s_targets);
        }

        TrainingParityTests.Same(Turns(), shared);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void WritingAParameterReachesTheDevice(int device)
    {
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using LineTrainer left = cpu.CreateTrainer(new Adam(0.1f));
        using LineTrainer right = gpu.CreateTrainer(new Adam(0.1f), device: Devices.All[device]);
        foreach ((LineNetwork network, LineTrainer trainer) in new[] { (cpu, left), (gpu, right) })
        {
            trainer.Step(s_inputs, s_targets);
            network.Parameters[0].Span[2] = 7;
            network.Parameters[2].Span[0] = 3;
            trainer.Step(s_inputs, s_targets);
        }

        TrainingParityTests.Same(cpu, gpu);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void PredictionsAndFilesSeeWhatTheDeviceTrained(int device)
    {
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares), loaded = new(LineLoss.Squares, seed: 9);
        using LineTrainer left = cpu.CreateTrainer(new Sgd(0.1f)), right = gpu.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        _ = gpu.Predict(s_inputs.AsSpan(0, 3));
        left.Step(s_inputs, s_targets);
        right.Step(s_inputs, s_targets);
        Assert.Equal(cpu.Predict(s_inputs.AsSpan(0, 3))[0], gpu.Predict(s_inputs.AsSpan(0, 3))[0], 1e-5f);
        right.Step(s_inputs, s_targets);
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            gpu.Save(path);
            loaded.Load(path);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Equal(gpu.Weights, loaded.Weights);
        Dataset data = LineData.Create(LineLoss.Squares, 6);
        Assert.Equal(gpu.Evaluate(data).Loss, right.Evaluate(data).Loss, 1e-5);
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void DisposingGivesTheWeightsBack(int device)
    {
        LineNetwork cpu = new(LineLoss.Squares), gpu = new(LineLoss.Squares);
        using (LineTrainer left = cpu.CreateTrainer(new Sgd(0.1f)), right = gpu.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]))
        {
            left.Step(s_inputs, s_targets);
            right.Step(s_inputs, s_targets);
            _ = right.Evaluate(LineData.Create(LineLoss.Squares, 3));
            left.Step(s_inputs, s_targets);
            right.Step(s_inputs, s_targets);
        }

        TrainingParityTests.Same(cpu, gpu);
        using LineTrainer again = gpu.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        again.Dispose();
        Assert.Throws<ObjectDisposedException>(() => again.Step(s_inputs, s_targets));
        Assert.Throws<ObjectDisposedException>(() => again.Program.Run(1, []));
    }

    [Theory]
    [MemberData(nameof(DeviceNumbers))]
    public void CopiesBetweenStagesAndNetworksReachTheDevicesOfBoth(int device)
    {
        (LineNetwork cpu, LineNetwork gpu) = (new(LineLoss.Squares), new(LineLoss.Squares));
        (LineNetwork cpuPart, LineNetwork gpuPart) = (new(LineLoss.Squares, seed: 9), new(LineLoss.Squares, seed: 9));
        using LineTrainer left = cpu.CreateTrainer(new Sgd(0.1f)), leftPart = cpuPart.CreateTrainer(new Sgd(0.1f));
        using LineTrainer right = gpu.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        using LineTrainer rightPart = gpuPart.CreateTrainer(new Sgd(0.1f), device: Devices.All[device]);
        foreach ((LineNetwork whole, LineNetwork part, LineTrainer first, LineTrainer second) in
            new[] { (cpu, cpuPart, left, leftPart), (gpu, gpuPart, right, rightPart) })
        {
            (string, string)[] names = [.. whole.Parameters.Select(parameter => ($"Body.{parameter.Name}", parameter.Name))];
            Layer stage = new("Body", new Shape(1), whole.Parameters, names);
            first.Step(s_inputs, s_targets);
            second.Step(s_inputs, s_targets);
            stage.CopyFrom(part);
            first.Step(s_inputs, s_targets);
            part.CopyFrom(stage);
            second.Step(s_inputs, s_targets);
        }

        TrainingParityTests.Same(cpu, gpu);
        TrainingParityTests.Same(cpuPart, gpuPart);
    }

    /// <summary>The same turns with trainers of the host only.</summary>
    private static LineNetwork Turns()
    {
        LineNetwork network = new(LineLoss.Squares);
        LineTrainer[] trainers = [.. Enumerable.Range(0, 4).Select(_ => network.CreateTrainer(new Sgd(0.1f)))];
        foreach (int turn in new[] { 1, 0, 2, 1, 3, 2, 0, 3 })
        {
            trainers[turn].Step(s_inputs, s_targets);
        }

        Array.ForEach(trainers, trainer => trainer.Dispose());
        return network;
    }
}
