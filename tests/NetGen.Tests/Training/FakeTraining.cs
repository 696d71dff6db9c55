using NetGen.Runtime;

namespace NetGen.Tests.Training;

/// <summary>A runner without mathematics: it keeps what it was given and answers with a loss of the test's choice.</summary>
internal sealed class FakeRunner(int capacity, int inputSize, int classes = 0, int targetSize = 0) : BatchRunner<float>, IDisposable
{
    private readonly float[] _inputs = new float[capacity * inputSize];
    private readonly int[] _labels = new int[classes > 0 ? capacity : 0];
    private readonly float[] _targets = new float[capacity * targetSize];

    public override int Capacity => capacity;

    public override int InputSize => inputSize;

    public override int TargetSize => targetSize;

    public override int Classes => classes;

    public override Span<float> Inputs => _inputs;

    public override Span<int> Labels => _labels;

    public override Span<float> Targets => _targets;

    /// <summary>First input value of each sample, batch by batch; null where the test counts allocations.</summary>
    public List<float[]>? Batches { get; set; } = [];

    /// <summary>Number of batches so far.</summary>
    public int Runs { get; private set; }

    /// <summary>The answer to a batch of the size given.</summary>
    public Func<int, BatchResult> Answer { get; set; } = count => new BatchResult(1, 0, count);

    public bool IsDisposed { get; private set; }

    public override BatchResult Run(int count)
    {
        Runs++;
        Batches?.Add([.. Enumerable.Range(0, count).Select(i => _inputs[i * inputSize])]);
        return Answer(count);
    }

    public void Dispose() => IsDisposed = true;
}

/// <summary>A network of one weight and one running statistic.</summary>
internal sealed class FakeNetwork(Shape inputShape) : Network<float>(
    new ParameterStore<float>(2, 1, s_ranges, seed: 0), inputShape, new Shape(2))
{
    private static readonly ParameterRange[] s_ranges =
    [
        new("weight", 0, IsTrained: true, ParameterStart.Zero, 1, 1, new Shape(1)),
        new("mean", 1, IsTrained: false, ParameterStart.Zero, 0, 0, new Shape(1)),
    ];

    public Parameter Weight => Parameters[0];

    public Parameter Statistic => Parameters[1];

    /// <summary>The answer to an evaluation of at most 64 samples.</summary>
    public Func<Evaluation> Answer { get; set; } = () => new Evaluation(1, null, 1);

    protected override InferenceProgram<float> CreateInference(int capacity, int threads) => new FakeInference(this, capacity);

    private sealed class FakeInference(FakeNetwork network, int capacity) : InferenceProgram<float>(
        network.Store, capacity, threads: 1, new ProgramPlan { InputSize = network.InputShape.Size, Classes = 2, OutputChannels = 2 })
    {
        public override void Run(Worker worker)
        {
        }

        public override BatchResult Run(int count)
        {
            Evaluation answer = network.Answer();
            return new BatchResult(answer.Loss, (int)Math.Round((answer.Accuracy ?? 0) * count), count);
        }
    }
}

internal sealed class FakeTrainer(FakeNetwork network, FakeRunner runner, TrainerOptions? options = null, LearningRateSchedule? schedule = null)
    : Trainer<float>(network, runner, options ?? new TrainerOptions())
{
    public override Optimizer Optimizer { get; } = new Sgd(0.5f) { Schedule = schedule };

    public List<double> Rates { get; } = new(1024);

    protected override void SetLearningRate(double rate) => Rates.Add(rate);
}

/// <summary>Factor 1 / (1 + step), and a record of the positions asked for.</summary>
internal sealed class FakeSchedule(double? factor = null) : LearningRateSchedule
{
    public List<TrainingPosition> Positions { get; } = [];

    public override double Factor(in TrainingPosition position)
    {
        Positions.Add(position);
        return factor ?? 1.0 / (1 + position.Step);
    }
}

/// <summary>Passes reports on at once, from the thread that trains.</summary>
internal sealed class DirectProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}

internal static class FakeData
{
    /// <summary>Samples with the inputs 0, 1, 2 … and the labels 0, 1, 0, 1 …</summary>
    public static Dataset Numbered(int count) => Dataset.FromArrays(
        [.. Enumerable.Range(0, count).Select(i => (float)i)], [.. Enumerable.Range(0, count).Select(i => i % 2)], new Shape(1), classes: 2);
}
