using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace NetGen.ML.Tests;

/// <summary>What ML.NET's own trainers can, through its public calls.</summary>
public sealed class PipelineTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Each_fit_begins_anew_and_leaves_the_network_as_it_is()
    {
        YesNo network = new(seed: 1);
        float before = network.Predict([1, 2, 3, 4])[0];
        NetworkTrainer<float> trainer = network.AsTrainer(Views.Quick("IsYes", 3));
        IDataView one = Views.Of(_context, seed: 1), other = Views.Of(_context, seed: 5), test = Views.Of(_context, 20, seed: 2);
        NetworkTransformer<float> first = trainer.Fit(one);
        float[] scores = first.Transform(test).Floats("Score");
        NetworkTransformer<float> second = trainer.Fit(other), third = trainer.Fit(one);
        Assert.Equal(before, network.Predict([1, 2, 3, 4])[0]);
        Assert.Equal(scores, first.Transform(test).Floats("Score"));
        Assert.Equal(scores, third.Transform(test).Floats("Score"));
        Assert.NotEqual(scores, second.Transform(test).Floats("Score"));
        Assert.NotSame(first.Model, third.Model);
    }

    [Fact]
    public void A_fit_begins_with_the_networks_weights()
    {
        YesNo network = new(seed: 1);
        IDataView train = Views.Of(_context);
        network.CopyWeights(new YesNo(seed: 7).AsTrainer(Views.Quick("IsYes")).Fit(train).Model);
        NetworkTrainerOptions still = Views.Quick("IsYes", 1) with { Optimizer = static () => new Sgd(0) };
        NetworkTransformer<float> fitted = network.AsTrainer(still).Fit(train);
        Assert.Equal(network.Predict([1, 2, 3, 4]), fitted.Model.Predict([1, 2, 3, 4]));
    }

    [Fact]
    public void Folds_are_trained_and_judged_by_CrossValidate()
    {
        IEstimator<ITransformer> pipeline = _context.Transforms.NormalizeMeanVariance("Features")
            .Append(new YesNo(seed: 1).AsTrainer(Views.Quick("IsYes", 20)));
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics>> folds =
            _context.BinaryClassification.CrossValidate(Views.Of(_context), pipeline, 3, "IsYes");
        Assert.Equal(3, folds.Count);
        Assert.All(folds, fold => Assert.True(fold.Metrics.Accuracy > 0.9, $"{fold.Metrics.Accuracy}"));
        Assert.Equal(3, folds.Select(fold => fold.Metrics.LogLoss).Distinct().Count());

        // The fold's own model gives the fold's figures.
        Assert.All(folds, fold => Assert.Equal(
            fold.Metrics.LogLoss, _context.BinaryClassification.Evaluate(fold.ScoredHoldOutSet, "IsYes").LogLoss, 1e-12));
    }

    [Fact]
    public void Features_that_matter_are_found_by_permutation()
    {
        IDataView data = Views.Of(_context);
        NetworkTransformer<double> fitted = new Number(seed: 1).AsTrainer(Views.Quick("Value")).Fit(data);
        ImmutableArray<RegressionMetricsStatistics> importance =
            _context.Regression.PermutationFeatureImportance(fitted, data, "Value", permutationCount: 3);
        double[] falls = [.. importance.Select(statistics => -statistics.RSquared.Mean)];
        Assert.Equal(4, falls.Length);
        Assert.True(falls[0] > falls[1] && falls[1] > 0.2 && falls[2] < 0.05 && falls[3] < 0.05, string.Join(" ", falls));
    }

    [Fact]
    public void An_engine_and_a_view_agree()
    {
        ITransformer model = MulticlassPipeline().Fit(Views.Of(_context));
        Sample[] samples = Sample.Draw(150, seed: 2);
        IDataView predicted = model.Transform(_context.Data.LoadFromEnumerable(samples));
        using PredictionEngine<Sample, Answer> engine = _context.Model.CreatePredictionEngine<Sample, Answer>(model);
        Answer[] single = [.. samples.Select(engine.Predict)];
        Assert.Equal(predicted.GetColumn<string>("Name"), single.Select(answer => answer.Name));
        Assert.All(
            predicted.GetColumn<float[]>("Score").Zip(single),
            row => Assert.All(row.First.Zip(row.Second.Score), score => Assert.Equal(score.First, score.Second, 1e-6)));

        // The same object, changed.
        samples[0].Features = samples[1].Features;
        Assert.Equal(single[1].Score, engine.Predict(samples[0]).Score);
    }

    [Fact]
    public async Task Engines_and_views_of_many_threads_share_one_model()
    {
        ITransformer model = MulticlassPipeline().Fit(Views.Of(_context));
        Sample[] samples = Sample.Draw(60, seed: 2);
        using PredictionEngine<Sample, Answer> alone = _context.Model.CreatePredictionEngine<Sample, Answer>(model);
        float[][] expected = [.. samples.Select(sample => alone.Predict(sample).Score)];
        using Barrier together = new(6);
        Task[] tasks = [.. Enumerable.Range(0, 6).Select(thread => Task.Factory.StartNew(
            () =>
            {
                MLContext own = new();
                using PredictionEngine<Sample, Answer> engine = own.Model.CreatePredictionEngine<Sample, Answer>(
                    model, new PredictionEngineOptions { OwnsTransformer = false });
                together.SignalAndWait();
                for (int i = 0; i < 300; i++)
                {
                    Assert.Equal(expected[i % 60], engine.Predict(samples[i % 60]).Score);
                }

                float[][] viewed = [.. model.Transform(own.Data.LoadFromEnumerable(samples)).GetColumn<float[]>("Score")];
                Assert.All(
                    viewed.Zip(expected),
                    row => Assert.All(row.First.Zip(row.Second), score => Assert.Equal(score.First, score.Second, 1e-6)));
            },
            TaskCreationOptions.LongRunning))];
        await Task.WhenAll(tasks);
    }

    [Fact]
    public void A_view_of_more_rows_than_a_batch_keeps_their_order()
    {
        IDataView data = Views.Of(_context, 201, seed: 4);
        NetworkTransformer<double> fitted = new Number(seed: 1).AsTrainer(Views.Quick("Value", 1)).Fit(data);
        IDataView predicted = fitted.Transform(data);
        float[] all = predicted.Floats("Score");
        Assert.Equal(201, all.Length);
        Assert.Equal(201, predicted.GetRowCount());
        Assert.Equal(data.Floats("Value"), predicted.Floats("Value"));

        // Rows that nobody reads the score of are passed over.
        List<float> some = [];
        using (DataViewRowCursor cursor = predicted.GetRowCursor([predicted.Schema["Score"], predicted.Schema["Value"]]))
        {
            ValueGetter<float> score = cursor.GetGetter<float>(predicted.Schema["Score"]);
            while (cursor.MoveNext())
            {
                if (cursor.Position is 3 or 70 or 200)
                {
                    float value = 0;
                    score(ref value);
                    some.Add(value);
                }
            }
        }

        Assert.Equal([all[3], all[70], all[200]], some);
        using DataViewRowCursor without = predicted.GetRowCursor([predicted.Schema["Value"]]);
        Assert.False(without.IsColumnActive(predicted.Schema["Score"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => without.GetGetter<float>(predicted.Schema["Score"]));
    }

    [Fact]
    public void A_views_cursors_are_disposed_also_where_the_second_cannot_be_opened()
    {
        NetworkTransformer<float> made = new YesNo(seed: 1).AsTransformer();
        Watched whole = new(Views.Of(_context, 100)), half = new(Views.Of(_context, 100)) { Most = 1 };
        Assert.Equal(100, made.Transform(whole).Floats("Score").Length);
        Assert.Throws<IOException>(() => made.Transform(half).Floats("Score"));
        Assert.Equal((2, 0), (whole.Opened, whole.Open));
        Assert.Equal((2, 0), (half.Opened, half.Open));
    }

    [Fact]
    public void Weights_validation_and_callbacks_reach_the_training()
    {
        Sample[] samples = Sample.Draw(200, 1);
        foreach (Sample sample in samples)
        {
            // Of each pair of contradicting rows only one counts.
            sample.IsYes ^= sample.Features[2] > 0;
            sample.Weight = sample.Features[2] > 0 ? 0 : 1;
        }

        EarlyStopping? stopping = null;
        NetworkTrainerOptions options = Views.Quick("IsYes", 40) with
        {
            ExampleWeightColumnName = "Weight",
            ValidationFraction = 0.2,
            Callbacks = () => [stopping = new EarlyStopping(patience: 40)],
        };
        IDataView data = _context.Data.LoadFromEnumerable(samples);
        NetworkTransformer<float> fitted = new WeightedYesNo(seed: 1).AsTrainer(options).Fit(data);
        Assert.All(fitted.History, epoch => Assert.NotNull(epoch.ValidationLoss));
        Assert.True(stopping!.BestEpoch > 1);
        Assert.True(_context.BinaryClassification.Evaluate(fitted.Transform(Views.Of(_context, seed: 2)), "IsYes").Accuracy > 0.9);

        ArgumentException unweighted = Assert.Throws<ArgumentException>(() => new YesNo().AsTrainer(options).Fit(data));
        Assert.Contains("SampleWeights", unweighted.Message, StringComparison.Ordinal);
        NetworkTrainerOptions alike = options with { ExampleWeightColumnName = null, Epochs = 1 };
        Assert.Single(new WeightedYesNo(seed: 1).AsTrainer(alike).Fit(data).History);
    }

    [Fact]
    public void A_group_is_trained_on_or_validated_on()
    {
        // Only the group tells yes from no: who has seen one knows nothing of the other.
        Sample[] samples = [.. Enumerable.Range(0, 100).Select(i => new Sample { Group = i % 2, IsYes = i % 2 == 0 })];
        IDataView data = _context.Data.LoadFromEnumerable(samples);
        NetworkTrainerOptions options = Views.Quick("IsYes") with { ValidationFraction = 0.5 };
        Assert.Equal(Math.Log(2), LastLoss(options), 0.1);
        Assert.True(LastLoss(options with { GroupColumnName = "Group" }) > 1);

        double LastLoss(NetworkTrainerOptions with) => new YesNo(seed: 1).AsTrainer(with).Fit(data).History[^1].ValidationLoss!.Value;
    }

    [Fact]
    public void Groups_of_parameters_and_averages_are_those_of_the_copy()
    {
        Classes network = new(seed: 1);
        IDataView plain = Views.Of(_context);
        IDataView data = _context.Transforms.Conversion.MapValueToKey("Label", "Kind").Fit(plain).Transform(plain);
        NetworkTrainerOptions options = Views.Quick("Label", 2);
        options = options with { Training = options.Training with { Groups = [ParameterGroup.Frozen(network.Body)] } };
        Classes fitted = (Classes)network.AsTrainer(options).Fit(data).Model;
        Assert.Equal(network.Body.Parameters[0].AsSpan<float>(), fitted.Body.Parameters[0].AsSpan<float>());
        Assert.NotEqual(network.Head.Parameters[0].AsSpan<float>().ToArray(), fitted.Head.Parameters[0].AsSpan<float>().ToArray());

        options = Views.Quick("Label", 2);
        NetworkTrainerOptions averaged = options with { Training = options.Training with { WeightAverage = new ExponentialAverage(0.9) } };
        Classes last = (Classes)network.AsTrainer(options).Fit(data).Model, mean = (Classes)network.AsTrainer(averaged).Fit(data).Model;
        Assert.NotEqual(last.Head.Parameters[0].AsSpan<float>().ToArray(), mean.Head.Parameters[0].AsSpan<float>().ToArray());
    }

    [Fact]
    public void A_trained_network_predicts_in_a_pipeline_without_a_fit()
    {
        NetworkTransformer<float> fitted = new YesNo(seed: 1).AsTrainer(Views.Quick("IsYes", 2)).Fit(Views.Of(_context));
        IDataView test = Views.Of(_context, 10, seed: 2);
        float[] scores = fitted.Transform(test).Floats("Score");
        NetworkTransformer<float> made = fitted.Model.AsTransformer();
        Assert.Equal(scores, made.Transform(test).Floats("Score"));
    }

    [Fact]
    public void Weights_of_the_model_changed_later_change_neither_predictions_nor_what_is_saved()
    {
        YesNo network = new(seed: 1);
        float[] expected = [.. Sample.Draw(10, 2).Select(sample => network.Predict(sample.Features)[0])];
        IDataView data = Views.Of(_context, 10, seed: 2);
        NetworkTransformer<float> made = network.AsTransformer();
        made.Model.CopyWeights(new YesNo(seed: 7));
        Assert.NotEqual(expected[0], made.Model.Predict(Sample.Draw(1, 2)[0].Features)[0]);
        Assert.Equal(expected, made.Transform(data).Floats("Score"), (x, y) => Math.Abs(x - y) < 1e-6);
        using MemoryStream file = new();
        _context.Model.Save(made, data.Schema, file);
        _context.RegisterNetwork(() => new YesNo());
        Assert.Equal(made.Transform(data).Floats("Score"), _context.Model.Load(file, out _).Transform(data).Floats("Score"));
    }

    [Fact]
    public void A_training_can_be_cancelled_and_watched()
    {
        using CancellationTokenSource source = new();
        NetworkTrainerOptions options = Views.Quick("IsYes", 1000) with
        {
            CancellationToken = source.Token, Progress = new Cancelling(source),
        };
        Assert.Throws<OperationCanceledException>(() => new YesNo(seed: 1).AsTrainer(options).Fit(Views.Of(_context)));
    }

    private EstimatorChain<ITransformer> MulticlassPipeline() =>
        _context.Transforms.Conversion.MapValueToKey("Label", "Kind")
            .Append<ITransformer>(new Classes(seed: 1).AsTrainer(Views.Quick("Label", 5)))
            .Append<ITransformer>(_context.Transforms.Conversion.MapKeyToValue("Name", "PredictedLabel"));

    private sealed class Answer
    {
        public string Name { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => source.Cancel();
    }
}

internal static class Copies
{
    public static void CopyWeights(this Network<float> network, Network<float> other) => network.Load(other.SaveToBytes());
}
