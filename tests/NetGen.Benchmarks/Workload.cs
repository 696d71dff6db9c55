namespace NetGen.Benchmarks;

/// <summary>A network with random data for batches of one size: what one step and one prediction are.</summary>
internal sealed class Workload
{
    private static readonly Adam s_adam = new(1e-3f);

    private readonly Subject _subject;
    private readonly Network<float> _network;

    public Workload(Subject subject, int batch)
    {
        _subject = subject;
        _network = subject.Create();
        Batch = batch;
    }

    public string Net => _subject.Name;

    public int Batch { get; }

    /// <summary>Of all contractions of a step, forward and backward.</summary>
    public double StepMultiplyAdds => (double)_subject.Training.MultiplyAdds * Batch;

    /// <summary>Of all contractions of a forward pass.</summary>
    public double PassMultiplyAdds => (double)_network.Plan.MultiplyAdds * Batch;

    /// <summary>The memory that a training step's activations and their gradients share.</summary>
    public long ActivationBytes =>
        (((long)_subject.Training.ActivationSize * Batch)
            + ((long)_subject.Training.ChunkSize * Math.Min(_subject.Training.ChunkSamples, Batch))) * sizeof(float);

    /// <summary>Threads of a prediction.</summary>
    public int PredictionThreads => _network.ThreadsFor(Batch);

    private bool TakesTokens => _subject.Training.Inputs[0].Vocabulary > 0;

    private bool TakesLabels => _subject.Training.Targets[0].TakesLabels;

    /// <summary>Labels of a sample: one, or one for each position.</summary>
    private int Rows => _network.OutputShape.Count == 2 ? _network.OutputShape[0] : 1;

    private int Classes => _network.OutputShape.Size / Rows;

    /// <summary>Parameters that have a gradient.</summary>
    public int TrainedParameters => _network.Parameters.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Shape.Size);

    /// <summary>The same network with other data for batches of another size.</summary>
    public Workload Of(int batch) => new(_subject, batch);

    /// <summary>Makes a trainer on the CPU.</summary>
    public Trainer<float> Train(TrainerOptions options) => _subject.Train(_network, s_adam, Batch, options);

    /// <summary>Makes a trainer on a device.</summary>
    public Trainer<float> TrainOn(IlgpuDevice device, TrainerOptions options) => _subject.TrainOn(_network, s_adam, Batch, options, device);

    /// <summary>One step over a batch that stays the same.</summary>
    public Action Step(Trainer<float> trainer)
    {
        if (TakesTokens)
        {
            int[] tokens = Tokens(1), next = Labels(1);
            return () => trainer.Step(tokens, next);
        }

        float[] values = Values(1);
        if (TakesLabels)
        {
            int[] labels = Labels(1);
            return () => trainer.Step(values, labels);
        }

        float[] targets = Targets(1);
        return () => trainer.Step(values, targets);
    }

    /// <summary>One prediction for a batch that stays the same, into memory that is there.</summary>
    public Action Predict()
    {
        float[] outputs = new float[Batch * _network.OutputShape.Size];
        if (TakesTokens)
        {
            int[] tokens = Tokens(1);
            int length = _network.InputShape[0];
            return () => _network.Predict(tokens, length, outputs);
        }

        float[] values = Values(1);
        return () => _network.Predict(values, outputs);
    }

    /// <summary>Data for a number of steps.</summary>
    public Dataset Data(int steps) => TakesTokens ? Dataset.FromTokens(Tokens(steps), Labels(steps), _network.InputShape[0], Classes)
        : TakesLabels ? Dataset.FromArrays(Values(steps), Labels(steps), _network.InputShape, Classes)
        : Dataset.FromTargets(Values(steps), Targets(steps), _network.InputShape, _network.OutputShape.Size);

    private float[] Values(int steps)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, steps * Batch * _network.InputShape.Size).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private float[] Targets(int steps)
    {
        Random random = new(2);
        return [.. Enumerable.Range(0, steps * Batch * _network.OutputShape.Size).Select(_ => random.NextSingle() > 0.5f ? 1f : 0f)];
    }

    private int[] Labels(int steps) => Numbers(3, steps * Batch * Rows, Classes);

    private int[] Tokens(int steps) => Numbers(4, steps * Batch * _network.InputShape.Size, _subject.Training.Inputs[0].Vocabulary);

    private static int[] Numbers(int seed, int count, int below)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];
    }
}
