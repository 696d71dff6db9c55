using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>Metrics in evaluations and trainings, what they make of nothing, and what they refuse.</summary>
public sealed class MetricUseTests
{
    private static readonly Network<float> s_two = MetricNetworks.Classes(2), s_four = MetricNetworks.Classes(4);

    [Fact]
    public void Of_one_class_alone_there_is_no_ROC_AUC()
    {
        MetricValues none = Evaluate([0, 0, 0], new RocAuc(), new AveragePrecision(), new F1Score(), new RecallScore());
        Assert.Equal([double.NaN, 0, 0, 0], none.Values);
        MetricValues all = Evaluate([1, 1, 1], new RocAuc(), new AveragePrecision(), new RecallScore());
        Assert.Equal([double.NaN, 1, 1 / 3.0], all.Values);
    }

    [Fact]
    public void Without_a_row_there_is_no_value()
    {
        Metric[] metrics =
        [
            new Accuracy(), new TopKAccuracy(1), new RocAuc(), new AveragePrecision(), new F1Score(),
            new PrecisionScore(ClassAverage.Macro),
            new RecallScore(ClassAverage.Micro), new F1Score(ClassAverage.Weighted), new Perplexity(), new ConfusionMatrix(),
        ];
        Assert.All(Evaluate([9, 9, 9], metrics).Values, value => Assert.Equal(double.NaN, value));
    }

    [Fact]
    public void Labels_that_are_left_out_count_for_nothing()
    {
        Metric[] metrics = [new Accuracy(), new RocAuc(), new F1Score(), new Perplexity(), new ConfusionMatrix()];
        MetricValues some = Evaluate([1, 9, 0], metrics);
        Dataset alone = Dataset.FromArrays([1, 0.5f, -1, 2], [1, 0], new Shape(2), 2);
        Assert.Equal(s_two.Evaluate(alone, metrics).Metrics, some);
    }

    [Fact]
    public void Targets_that_never_change_are_met_or_not()
    {
        Network<float> network = MetricNetworks.Values(1);
        Assert.Equal(1, R2([2, 2, 2], [2, 2, 2]));
        Assert.Equal(0, R2([2, 2, 3], [2, 2, 2]));
        Assert.Equal(double.NaN, R2([2], [2]));

        double R2(float[] x, float[] y) => network.Evaluate(Dataset.FromTargets(x, y, new Shape(1), 1), [new RSquared()]).Metrics["R²"];
    }

    /// <summary>Probabilities that softmax rounds to 1 are still in an order.</summary>
    [Fact]
    public void Sure_answers_are_ranked()
    {
        float[] x = [100, 0, 0, 0, 200, 0, 0, 0, 300, 0, 0, 0];
        RocAuc area = new();
        s_four.Evaluate(Dataset.FromArrays(x, [1, 0, 0], new Shape(4), 4), [area]);
        Assert.Equal(1, area.PerClass[0]);
        Assert.Equal([double.NaN, double.NaN], area.PerClass.Skip(2));
    }

    [Fact]
    public void A_threshold_makes_decisions_of_probabilities()
    {
        Network<float> network = MetricNetworks.Values(1);
        Dataset data = Dataset.FromTargets([0.2f, 0.6f, 0.7f, 0.4f], [0, 1, 0, 1], new Shape(1), 1);
        ConfusionMatrix matrix = new() { Threshold = 0.5 };
        network.Evaluate(data, [matrix, new RocAuc(), new PrecisionScore { Threshold = 0.5 }]);
        Assert.Equal([1, 1, 1, 1], matrix.ToArray().Cast<int>());
        ArgumentException error = Assert.Throws<ArgumentException>(() => network.Evaluate(data, [new F1Score()]));
        Assert.StartsWith(
            "F1 takes class labels, or yes and no (set Threshold); the loss on Head takes 1 target value.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confusion_matrix_is_a_table_with_names()
    {
        float[] x = [2, 1, 0, 0, 0, 2, 1, 0, 1, 2, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0];
        ConfusionMatrix matrix = new(["cat", "dog", "an owl", "ant"]);
        s_four.Evaluate(Dataset.FromArrays(x, [0, 1, 0, 3, 0], new Shape(4), 4), [matrix]);
        Assert.Equal(
            """
                    cat  dog  an owl  ant
            cat       2    1       0    0
            dog       0    1       0    0
            an owl    0    0       0    0
            ant       0    0       0    1
            """.ReplaceLineEndings("\n"),
            matrix.ToString());
        Assert.Equal(1, matrix[0, 1]);
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => s_four.Evaluate(Dataset.FromArrays(x, [0, 1, 0, 3, 0], new Shape(4), 4), [new ConfusionMatrix(["a", "b"])]));
        Assert.Contains("as many as there are names", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConfusionMatrix(["a", null!]));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_a_step()
    {
        ThrowsNamed(
            "MAE takes as many target values as there are outputs; the loss on Head takes labels of 4 classes.",
            new MeanAbsoluteError());
        ThrowsNamed("Two metrics are called F1.", new F1Score(), new F1Score());
        ThrowsNamed(
            "F1 takes two classes, or one yes or no; the loss on Head takes labels of 4 classes.",
            new F1Score(ClassAverage.Binary));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKAccuracy(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new F1Score((ClassAverage)17));
        Assert.Throws<ArgumentException>(() => new TrainerOptions { Metrics = [null!] });
        Assert.Throws<ArgumentException>(() => s_two.Evaluate(Data([0, 1, 0]), [null!]));

        static void ThrowsNamed(string message, params Metric[] metrics)
        {
            ArgumentException error = Assert.Throws<ArgumentException>(
                () => new FourClasses().CreateTrainer(new Sgd(0), 4, new TrainerOptions { Metrics = metrics }));
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_training_tells_them_of_its_validation()
    {
        TwoClasses network = MetricNetworks.Identity(new TwoClasses());
        TrainerOptions options = new() { Metrics = [new F1Score(), new RocAuc()] };
        using TwoClasses.Trainer trainer = network.CreateTrainer(new Sgd(0), 2, options);
        StringWriter output = new();
        using ConsoleProgress progress = new(output, isTerminal: false);

        EpochMetrics epoch = trainer.Fit(Data([0, 1, 0]), 1, validation: Data([0, 1, 1]), progress: progress).Last;

        MetricValues expected = network.Evaluate(Data([0, 1, 1]), [new F1Score(), new RocAuc()]).Metrics;
        Assert.Equal(expected, epoch.ValidationMetrics);
        Assert.Equal(expected, trainer.Evaluate(Data([0, 1, 1])).Metrics);
        Assert.Contains(
            FormattableString.Invariant($", validation F1 {expected["F1"]:0.0000}, validation ROC-AUC "),
            $"{epoch}", StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"  validation F1 {expected["F1"]:0.0000}  "), $"{output}", StringComparison.Ordinal);
        Assert.EndsWith(
            FormattableString.Invariant($", F1 {expected["F1"]:0.0000}, ROC-AUC {expected["ROC-AUC"]:0.0000}"),
            $"{trainer.Evaluate(Data([0, 1, 1]))}", StringComparison.Ordinal);
        Assert.Empty(trainer.Fit(Data([0, 1, 0]), 1).Last.ValidationMetrics);
        KeyNotFoundException error = Assert.Throws<KeyNotFoundException>(() => expected["MAE"]);
        Assert.Equal("There is no metric MAE, but F1, ROC-AUC.", error.Message);
    }

    [Fact]
    public void One_evaluation_forgets_the_one_before()
    {
        F1Score f1 = new();
        double first = s_two.Evaluate(Data([0, 1, 1]), [f1]).Metrics["F1"];
        s_two.Evaluate(Data([1, 0, 0]), [f1]);
        Assert.NotEqual(first, f1.Value);
        Assert.Equal(first, s_two.Evaluate(Data([0, 1, 1]), [f1]).Metrics["F1"]);
    }

    [Fact]
    public void A_cancelled_evaluation_leaves_everything_usable()
    {
        using CancellationTokenSource source = new();
        int batches = 0;
        OnBatch canceller = new(() =>
        {
            if (++batches == 2)
            {
                source.Cancel();
            }
        });
        TwoClasses network = MetricNetworks.Identity(new TwoClasses());
        Dataset data = Dataset.FromArrays(new float[1000], [.. Enumerable.Range(0, 500).Select(i => i % 2)], new Shape(2), 2);

        Assert.Throws<OperationCanceledException>(() => network.Evaluate(data, [canceller], source.Token));
        Assert.Equal(2, batches);
        Assert.Equal(500, network.Evaluate(data, [canceller]).Count);

        using TwoClasses.Trainer trainer = network.CreateTrainer(new Sgd(0), 8, new TrainerOptions { Metrics = [canceller] });
        Assert.Throws<OperationCanceledException>(() => trainer.Evaluate(data, source.Token));
        Assert.Equal(500, trainer.Evaluate(data).Count);
        Assert.Single(trainer.Fit(Data([0, 1, 0]), 1, validation: data));
    }

    [Fact]
    public void A_cancellation_during_validation_ends_the_run()
    {
        using CancellationTokenSource source = new();
        TwoClasses network = MetricNetworks.Identity(new TwoClasses());
        TrainerOptions options = new() { Metrics = [new OnBatch(source.Cancel)] };
        using TwoClasses.Trainer trainer = network.CreateTrainer(new Sgd(0), 1, options);
        Dataset data = Dataset.FromArrays(new float[400], [.. Enumerable.Range(0, 200).Select(i => i % 2)], new Shape(2), 2);
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Data([0, 1, 0]), 1, validation: data, cancellationToken: source.Token));
        Assert.Single(trainer.Fit(Data([0, 1, 0]), 1, validation: Data([0, 1, 1])));
    }

    [Fact]
    public void One_metric_in_two_evaluations_at_once_is_refused()
    {
        InvalidOperationException? error = null;
        OnBatch outer = null!;
        outer = new(() => error ??= Assert.Throws<InvalidOperationException>(() => s_four.Evaluate(
            Dataset.FromArrays(new float[4], [0], new Shape(4), 4), [outer])));
        s_two.Evaluate(Data([0, 1, 1]), [outer]);
        Assert.Contains("batches is in use by another evaluation", error!.Message, StringComparison.Ordinal);
    }

    private static Dataset Data(int[] labels) => Dataset.FromArrays([1, 0.5f, 0, 1, -1, 2], labels, new Shape(2), 2);

    private static MetricValues Evaluate(int[] labels, params Metric[] metrics) =>
        s_two.Evaluate(Dataset.FromArrays([1, 0.5f, 1, 0.25f, -1, 2], labels, new Shape(2), 10), metrics).Metrics;

    private sealed class OnBatch(Action act) : Metric("batches")
    {
        public override double Value => 0;

        protected internal override void Begin(MetricSource source)
        {
        }

        protected internal override void Add(in MetricBatch batch) => act();
    }
}
