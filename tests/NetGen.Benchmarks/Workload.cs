using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>A network with random data: how its trainers are made, and what one step is.</summary>
internal sealed class Workload
{
    private readonly int _outputs;
    private readonly bool _takesLabels;
    private readonly Shape _input;

    private Workload(string net, int batch, Network<float> network, ProgramPlan plan, bool takesLabels)
    {
        Net = net;
        Batch = batch;
        MultiplyAdds = (double)plan.MultiplyAdds * batch;
        _input = network.InputShape;
        _outputs = network.OutputShape.Size;
        _takesLabels = takesLabels;
    }

    public string Net { get; }

    public int Batch { get; }

    /// <summary>Of all contractions of a step, forward and backward.</summary>
    public double MultiplyAdds { get; }

    /// <summary>Makes a trainer on the CPU.</summary>
    public required Func<TrainerOptions, Trainer<float>> Train { get; init; }

#if HAS_ILGPU
    /// <summary>Makes a trainer on a device.</summary>
    public required Func<IlgpuDevice, TrainerOptions, Trainer<float>> TrainOn { get; init; }
#endif

    public static Workload Create(string net, int batch)
    {
        Adam adam = new(1e-3f);
        switch (net)
        {
            case "xor":
                Xor xor = new(1);
                return new(net, batch, xor, Generated.NetGen_Benchmarks_Xor.TrainingStep.Plan, false)
                {
                    Train = options => xor.CreateTrainer(adam, batch, options),
#if HAS_ILGPU
                    TrainOn = (device, options) => xor.CreateTrainer(adam, batch, device, options),
#endif
                };
            case "mlp":
                Mlp mlp = new(1);
                return new(net, batch, mlp, Generated.NetGen_Benchmarks_Mlp.TrainingStep.Plan, true)
                {
                    Train = options => mlp.CreateTrainer(adam, batch, options),
#if HAS_ILGPU
                    TrainOn = (device, options) => mlp.CreateTrainer(adam, batch, device, options),
#endif
                };
            case "cnn":
                Cnn cnn = new(1);
                return new(net, batch, cnn, Generated.NetGen_Benchmarks_Cnn.TrainingStep.Plan, true)
                {
                    Train = options => cnn.CreateTrainer(adam, batch, options),
#if HAS_ILGPU
                    TrainOn = (device, options) => cnn.CreateTrainer(adam, batch, device, options),
#endif
                };
            case "gemm":
                Gemm gemm = new(1);
                return new(net, batch, gemm, Generated.NetGen_Benchmarks_Gemm.TrainingStep.Plan, false)
                {
                    Train = options => gemm.CreateTrainer(adam, batch, options),
#if HAS_ILGPU
                    TrainOn = (device, options) => gemm.CreateTrainer(adam, batch, device, options),
#endif
                };
            default:
                throw new ArgumentOutOfRangeException(nameof(net), net, "There is no such network.");
        }
    }

    /// <summary>One step over a batch that stays the same.</summary>
    public Func<BatchResult> Step(Trainer<float> trainer)
    {
        float[] values = Values(1);
        if (_takesLabels)
        {
            int[] labels = Labels(1);
            return () => trainer.Step(values, labels);
        }

        float[] targets = Targets(1);
        return () => trainer.Step(values, targets);
    }

    /// <summary>Data for a number of steps.</summary>
    public Dataset Data(int steps) => _takesLabels
        ? Dataset.FromArrays(Values(steps), Labels(steps), _input)
        : Dataset.FromArrays(Values(steps), Targets(steps), _input, _outputs);

    private float[] Values(int steps)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, steps * Batch * _input.Size).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private float[] Targets(int steps)
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, steps * Batch * _outputs).Select(_ => random.NextSingle() > 0.5f ? 1f : 0f)];
    }

    private int[] Labels(int steps)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, steps * Batch).Select(_ => random.Next(_outputs))];
    }
}
