using NetGen.Runtime;

namespace NetGen.Benchmarks;

/// <summary>A network with random data: how its trainers are made, and what one step is.</summary>
internal sealed class Workload
{
    private readonly Func<TrainerOptions, Trainer<float>> _train;
    private readonly int _outputs;
    private readonly bool _takesLabels;
    private readonly Shape _input;

    private Workload(string net, int batch, Network<float> network, ProgramPlan plan, bool takesLabels, Func<TrainerOptions, Trainer<float>> train)
    {
        Net = net;
        Batch = batch;
        MultiplyAdds = (double)plan.MultiplyAdds * batch;
        Network = network;
        _input = network.InputShape;
        _outputs = network.OutputShape.Size;
        _takesLabels = takesLabels;
        _train = train;
    }

    public string Net { get; }

    public int Batch { get; }

    /// <summary>Of all contractions of a step, forward and backward.</summary>
    public double MultiplyAdds { get; }

    public Network<float> Network { get; }

    public static Workload Create(string net, int batch)
    {
        Adam adam = new(1e-3f);
        switch (net)
        {
            case "xor":
                Xor xor = new(1);
                return new(net, batch, xor, Generated.NetGen_Benchmarks_Xor.TrainingStep.Plan, false, options => xor.CreateTrainer(adam, batch, options));
            case "mlp":
                Mlp mlp = new(1);
                return new(net, batch, mlp, Generated.NetGen_Benchmarks_Mlp.TrainingStep.Plan, true, options => mlp.CreateTrainer(adam, batch, options));
            case "cnn":
                Cnn cnn = new(1);
                return new(net, batch, cnn, Generated.NetGen_Benchmarks_Cnn.TrainingStep.Plan, true, options => cnn.CreateTrainer(adam, batch, options));
            case "gemm":
                Gemm gemm = new(1);
                return new(net, batch, gemm, Generated.NetGen_Benchmarks_Gemm.TrainingStep.Plan, false, options => gemm.CreateTrainer(adam, batch, options));
            default:
                throw new ArgumentOutOfRangeException(nameof(net), net, "There is no such network.");
        }
    }

    /// <summary>A trainer on the CPU.</summary>
    public Trainer<float> Train(TrainerOptions options) => _train(options);

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
