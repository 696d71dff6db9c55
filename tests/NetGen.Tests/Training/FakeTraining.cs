using NetGen.Runtime;

namespace NetGen.Tests.Training;

/// <summary>A runner without mathematics: it keeps what it was given and answers with a loss of the test's choice.</summary>
internal sealed class FakeRunner(int capacity, ProgramPlan plan) : BatchRunner<float>, IDisposable
{
    private readonly float[] _inputs = new float[plan.Inputs[0].IsTokens ? 0 : capacity * plan.Inputs[0].Shape.Size];
    private readonly int[] _tokens = new int[plan.Inputs[0].IsTokens ? capacity * plan.Inputs[0].Shape.Size : 0];
    private readonly int[] _labels = new int[plan.Targets[0].TakesLabels ? capacity * plan.SizeOf(plan.Targets[0], [.. plan.Lengths]) : 0];
    private readonly float[] _targets =
        new float[plan.Targets[0].TakesLabels ? 0 : capacity * plan.SizeOf(plan.Targets[0], [.. plan.Lengths])];

    public FakeRunner(int capacity, int inputSize, int classes = 0, int targetSize = 0)
        : this(capacity, new Shape(inputSize), classes, targetSize)
    {
    }

    public FakeRunner(int capacity, Shape inputShape, int classes = 0, int targetSize = 0)
        : this(capacity, FakePlan.Of(inputShape, classes, targetSize))
    {
    }

    public override int Capacity => capacity;

    public override ProgramPlan Signature => plan;

    /// <summary>Lengths of the last run.</summary>
    public int[] Lengths { get; } = new int[plan.Lengths.Count];

    public override Span<float> Values(int input) => _inputs;

    public override Span<int> Tokens(int input) => _tokens;

    public override Span<int> Labels(int target) => _labels;

    public override Span<float> Targets(int target) => _targets;

    /// <summary>First input value of each sample, batch by batch; null where the test counts allocations.</summary>
    public List<float[]>? Batches { get; set; } = [];

    /// <summary>Number of batches so far.</summary>
    public int Runs { get; private set; }

    /// <summary>The answer to a batch of the size given.</summary>
    public Func<int, BatchResult> Answer { get; set; } = count => new BatchResult(1, 0, count, count);

    internal override double LossAt(int loss) => Answer(0).Loss;

    public bool IsDisposed { get; private set; }

    public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
    {
        Runs++;
        lengths.CopyTo(Lengths);
        Batches?.Add([.. Enumerable.Range(0, count).Select(i => _inputs[i * plan.Inputs[0].Shape.Size])]);
        return Answer(count);
    }

    public void Dispose() => IsDisposed = true;
}

/// <summary>A network of one weight and one running statistic.</summary>
internal sealed class FakeNetwork(Shape inputShape) : Network<float>(
    new ParameterStore<float>(2, 1, s_ranges, seed: 0), FakePlan.Of(inputShape, classes: 2))
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

    public override string Summary() => nameof(FakeNetwork);

    public override string ToMermaid() => nameof(FakeNetwork);

    protected override InferenceProgram<float> CreateInference(int capacity, int threads) => new FakeInference(this, capacity);

    private sealed class FakeInference(FakeNetwork network, int capacity) : InferenceProgram<float>(
        network.Store, capacity, threads: 1, network.Plan)
    {
        public override void Run(Worker worker)
        {
        }

        public override BatchResult Run(int count, ReadOnlySpan<int> lengths)
        {
            Evaluation answer = network.Answer();
            return new BatchResult(answer.Loss, (int)Math.Round((answer.Accuracy ?? 0) * count), count, count);
        }
    }
}

internal static class FakePlan
{
    /// <summary>One input of values; labels of so many classes, or so many target values.</summary>
    public static ProgramPlan Of(Shape inputShape, int classes = 0, int targetSize = 0) => new()
    {
        Inputs = [new("input", inputShape)],
        Outputs = [new("Head", new Shape(classes + targetSize)) { Channels = classes + targetSize }],
        Targets = [new(0) { Classes = classes }],
    };
}

internal sealed class FakeTrainer(
    FakeNetwork network, FakeRunner runner, TrainerOptions? options = null, LearningRateSchedule? schedule = null)
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
        [.. Enumerable.Range(0, count).Select(i => (float)i)],
        [.. Enumerable.Range(0, count).Select(i => i % 2)],
        new Shape(1), classes: 2);
}
