using NetGen.Tests.Explaining;
using NetGen.Tests.Fixtures;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Tests that watch the whole process: they run alone.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;

/// <summary>A warmed-up step or prediction allocates not one byte, on no thread.</summary>
[Collection(nameof(WholeProcess))]
public sealed class AllocationTests
{
    private const int BatchSize = 8;
    private const int Steps = 50;
    private const int OwnRounds = 5;
    private const int Rounds = 1000;

    private readonly StepClassifier _network = new(seed: 1);
    private readonly float[] _inputs;
    private readonly int[] _labels;

    public AllocationTests() => (_inputs, _labels) = StepData.Batch(BatchSize, seed: 2);

    public static TheoryData<Optimizer> Optimizers =>
        [new Sgd(0.01f), new Sgd(0.01f, momentum: 0.9f) { Schedule = new CosineDecay(steps: 1000) }, new Adam(), new AdamW(),
            new AdamW(amsGrad: true), new Adagrad(), new Adadelta(), new RmsProp(isCentred: true), new Lion(),
            new Muon(others: new AdamW())];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_allocates_nothing_on_its_thread(Optimizer optimizer)
    {
        using StepClassifier.Trainer trainer = _network.CreateTrainer(optimizer, BatchSize, new TrainerOptions { Threads = 1 });
        trainer.Step(_inputs, _labels);
        Assert.Equal(0, OwnBytes(() => trainer.Step(_inputs, _labels)));
    }

    [Fact]
    public void A_step_with_several_losses_and_each_of_them_allocate_nothing()
    {
        using TwoHeadsSingle.Trainer trainer = new TwoHeadsSingle().CreateTrainer(new Sgd(0.01f), 2, new TrainerOptions { Threads = 2 });
        float[] inputs = [.. Enumerable.Repeat(0.5f, 12)], places = new float[6];
        int[] kinds = [1, 3];
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            trainer.Step(inputs, new(kinds, places));
            Assert.True(trainer.LossOf("Kind") + trainer.LossOf("Place") > 0);
        }));
    }

    [Fact]
    public void Explanations_allocate_nothing()
    {
        using Explainer<float> explainer = new ExplainedFixture(1).CreateExplainer(2);
        float[] pictures = new float[3 * 36], found = new float[3 * 36], reference = new float[36], stage = new float[3 * 27];
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            explainer.Gradient(pictures, 1, found);
            explainer.Stage("Stem", pictures, 1, stage, []);
            explainer.DeepLift(pictures, reference, 1, found);
            explainer.Relevance(pictures, 1, RelevanceRule.ZPlus, found);
        }));
    }

    [Fact]
    public void Explanations_of_tokens_allocate_nothing()
    {
        using Explainer<double> explainer = new ExplainedTokens(1).CreateExplainer(2);
        int[] tokens = [1, 2, 3, 4, 0, 0];
        double[] found = new double[2 * 3 * 8], weights = new double[2 * 2 * 2 * 9], reference = new double[24], path = [0.5];
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            explainer.Gradient(tokens, 3, reference, path, 1, found);
            explainer.DeepLift(tokens, 3, reference, 1, found);
            explainer.Attention("Blocks", tokens, 3, weights);
        }));
    }

    [Fact]
    public void Accumulation_and_clipping_allocate_nothing()
    {
        TrainerOptions options = new() { Threads = 2, GradientAccumulation = 2, GradientStages = [new ClipNorm(1), new ClipValue(1)] };
        using StepClassifier.Trainer trainer = _network.CreateTrainer(new AdamW(), BatchSize, options);
        trainer.Step(_inputs, _labels);
        trainer.Step(_inputs, _labels);
        Assert.Equal(0, LeastBytesOfAllThreads(() => trainer.Step(_inputs, _labels)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Whole_matrices_groups_and_frozen_stages_allocate_nothing(int threads)
    {
        TrainerOptions options = new()
        {
            Threads = threads,
            Groups = [ParameterGroup.Of(_network.Head, new Lion(weightDecay: 0.1f)), ParameterGroup.Frozen(_network.Stem.Weights.Equals)],
        };
        Muon muon = new(others: new AdamW());
        using StepClassifier.Trainer trainer = _network.CreateTrainer(muon, BatchSize, options with { Groups = [options.Groups[1]] });
        using StepClassifier.Trainer groups = _network.CreateTrainer(new AdamW(), BatchSize, options);
        groups.Freeze(_network.Stem);
        trainer.Step(_inputs, _labels);
        groups.Step(_inputs, _labels);
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            trainer.Step(_inputs, _labels);
            groups.Step(_inputs, _labels);
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Penalties_noise_norms_and_averages_allocate_nothing(int batches)
    {
        TrainerOptions options = new()
        {
            Threads = 2,
            GradientAccumulation = batches,
            GradientStages = [new L1(1e-5), new L2(1e-4), new GradientNoise(), new ClipNorm(1), new ClipValue(1)],
            WeightStages = [new MaxNorm(2)],
            WeightAverage = new ExponentialAverage(),
            Groups = [ParameterGroup.Of(parameter => parameter.Shape.Count == 1, new Sgd(0.01f))],
        };
        OneCycle schedule = new(1_000_000);
        using StepClassifier.Trainer trainer = _network.CreateTrainer(new AdamW { Schedule = new WarmUp(5, schedule) }, BatchSize, options);
        trainer.Step(_inputs, _labels);
        trainer.Step(_inputs, _labels);
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            trainer.Step(_inputs, _labels);
            trainer.Step(_inputs, _labels);
        }));
    }

    [Fact]
    public void An_average_alone_allocates_nothing()
    {
        using StepClassifier.Trainer trainer = _network.CreateTrainer(
            new AdamW(), BatchSize, new TrainerOptions { Threads = 2, WeightAverage = StochasticAverage.FromUpdate(1, every: 2) });
        trainer.Step(_inputs, _labels);
        trainer.Step(_inputs, _labels);
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            trainer.Step(_inputs, _labels);
            trainer.Step(_inputs, _labels);
        }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_step_allocates_nothing_on_any_thread(int threads)
    {
        using StepClassifier.Trainer trainer = _network.CreateTrainer(new AdamW(), BatchSize, new TrainerOptions { Threads = threads });
        trainer.Step(_inputs, _labels);
        Assert.Equal(0, LeastBytesOfAllThreads(() => trainer.Step(_inputs, _labels)));
    }

    [Fact]
    public void A_smaller_batch_allocates_nothing()
    {
        using StepClassifier.Trainer trainer = _network.CreateTrainer(new AdamW(), BatchSize, new TrainerOptions { Threads = 2 });
        trainer.Step(_inputs, _labels);
        Assert.Equal(0, OwnBytes(() => trainer.Step(_inputs.AsSpan(0, 3 * StepData.Shape.Size), _labels.AsSpan(0, 3))));
    }

    [Fact]
    public void A_prediction_into_a_span_allocates_nothing()
    {
        float[] one = new float[StepData.Classes], all = new float[BatchSize * StepData.Classes];
        ReadOnlyMemory<float> sample = _inputs.AsMemory(0, StepData.Shape.Size);
        _network.Predict(sample.Span, one);
        _network.Predict(_inputs, all);
        Assert.Equal(0, LeastBytesOfAllThreads(() =>
        {
            _network.Predict(sample.Span, one);
            _network.Predict(_inputs, all);
        }));
    }

    [Fact]
    public void The_measures_see_an_allocation()
    {
        Assert.True(OwnBytes(() => GC.KeepAlive(new object())) >= Steps * IntPtr.Size);
        Assert.True(LeastBytesOfAllThreads(() => GC.KeepAlive(new object())) >= IntPtr.Size);
    }

    /// <summary>
    /// A collection that another thread causes may count what was left of this thread's buffer; what a step allocates shows in every round.
    /// </summary>
    private static long OwnBytes(Action step)
    {
        step();
        long least = long.MaxValue;
        for (int round = 0; round < OwnRounds && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Steps; i++)
            {
                step();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>
    /// The test runner allocates now and then on threads of its own; what a step allocates shows in every round. Short rounds, and
    /// many, so that some fall between two allocations of the runner's also on a busy machine.
    /// </summary>
    private static long LeastBytesOfAllThreads(Action step)
    {
        long least = long.MaxValue;
        for (int round = 0; round < Rounds && least > 0; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            step();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}
