using System.Globalization;
using System.Xml.Linq;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class LearningRateFinderTests
{
    private const int BatchSize = 16;

    [Fact]
    public void Rates_rise_from_first_to_last_and_losses_are_smoothed()
    {
        LearningRateFinderOptions options = new() { StartRate = 1e-6, EndRate = 1e-2, Steps = 41, Smoothing = 0.9 };
        LearningRateCurve curve = Run(new StepClassifier(1), StepData.Dataset(100, 3), options);
        Assert.False(curve.HasDiverged);
        Assert.Equal(41, curve.Points.Count);
        double sum = 0, weight = 0;
        for (int i = 0; i < 41; i++)
        {
            Assert.Equal(-6 + (4 * i / 40.0), Math.Log10(curve.Points[i].Rate), 1e-9);

            // The mean of the losses so far, of which each counts 0.9 of the next.
            (sum, weight) = ((0.9 * sum) + curve.Points[i].Loss, (0.9 * weight) + 1);
            Assert.Equal(sum / weight, curve.Points[i].Smoothed, 1e-9);
        }
    }

    [Fact]
    public void Losses_are_those_of_training_at_these_rates()
    {
        // One batch of all samples, so that their order does not matter.
        Dataset data = Dataset.FromTargets(
            [.. StepData.Values(8 * 5, 1).Select(v => (float)v)], [.. StepData.Values(8 * 3, 2).Select(v => (float)v)], new Shape(5), 3);
        Wide found = new(1), trained = new(1);
        LearningRateFinderOptions options = new() { StartRate = 1e-3, EndRate = 2, Steps = 25, Divergence = 1e6 };
        LearningRateCurve curve = LearningRateFinder.Run(
            schedule => found.CreateTrainer(new Sgd(0.05f, momentum: 0.5f) { Schedule = schedule }, 64), data, options);
        using Wide.Trainer trainer = trained.CreateTrainer(
            new Sgd(1, momentum: 0.5f) { Schedule = new FunctionSchedule(step => curve.Points[(int)step].Rate) }, 8);
        foreach (LearningRatePoint point in curve.Points)
        {
            Assert.Equal(trainer.Step(StepData.Values(8 * 5, 1), StepData.Values(8 * 3, 2)).Loss, point.Loss, 1e-9);
        }
    }

    [Fact]
    public void Weights_and_statistics_are_put_back()
    {
        StepClassifier network = new(1);
        int[] before = StepData.Bits(network);
        LearningRateCurve curve = Run(network, StepData.Dataset(100, 3), new() { EndRate = 1e4 });
        Assert.True(curve.HasDiverged);
        Assert.Equal(before, StepData.Bits(network));

        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => LearningRateFinder.Run(
            schedule => network.CreateTrainer(new Sgd(1) { Schedule = new Cancelling(schedule, source) }, BatchSize),
            StepData.Dataset(100, 3), cancellationToken: source.Token));
        Assert.Equal(before, StepData.Bits(network));
    }

    [Fact]
    public void It_stops_where_training_diverges_and_suggests_a_rate_before()
    {
        LearningRateCurve curve = Run(new StepClassifier(1), StepData.Dataset(200, 3), new() { EndRate = 1e4, Steps = 200 });
        Assert.True(curve.HasDiverged);
        Assert.InRange(curve.Points.Count, 20, 199);
        double lowest = curve.Points.MinBy(point => point.Smoothed).Rate;
        Assert.InRange(curve.Suggestion!.Value, 1e-6, lowest);

        // Trained with it, the network learns; far behind it does not.
        Assert.InRange(LossAfter(curve.Suggestion.Value), 0, 0.9 * LossAfter(1e-7));
        Assert.False(LossAfter(curve.Points[^1].Rate) < LossAfter(curve.Suggestion.Value));
    }

    [Fact]
    public void The_suggestion_is_the_middle_of_the_longest_fall()
    {
        // Falls from 1e-4 to 1e-2 but for one bump, most steeply into 1e-3.
        double[] losses = [1, 1.02, 1.01, 0.9, 0.95, 0.5, 0.4, 0.35, 0.6, 3];
        LearningRatePoint[] points = [.. losses.Select((loss, i) => new LearningRatePoint(Math.Pow(10, -5.5 + (i * 0.5)), loss, loss))];
        LearningRateCurve curve = new(points, hasDiverged: true);

        // 1.02, 1.01, 0.95 (or 0.9), 0.5, 0.4, 0.35: six points that end at 1e-2.
        Assert.Equal(-3.25, Math.Log10(curve.Suggestion!.Value), 1e-9);
        Assert.Equal(-3, Math.Log10(curve.Steepest!.Value), 1e-9);
        Assert.Equal("suggested 5.6e-4 (steepest 1.0e-3), 10 steps, diverged", curve.ToString());

        // The very first fall, though the steepest of all, says nothing.
        points[0] = points[0] with { Smoothed = 9 };
        Assert.Equal(-3, Math.Log10(new LearningRateCurve(points, hasDiverged: true).Steepest!.Value), 1e-9);
        points[0] = points[0] with { Smoothed = 1 };
        LearningRateCurve rising = new([.. points[..2]], hasDiverged: false);
        Assert.Null(rising.Suggestion);
        Assert.Null(rising.Steepest);
        Assert.Equal("no suggestion, 2 steps", rising.ToString());
    }

    [Fact]
    public void The_picture_is_xml_that_stands_for_itself_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            LearningRateCurve curve = Run(new StepClassifier(1), StepData.Dataset(100, 3));
            string expected = curve.ToSvg();
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(expected, curve.ToSvg());
            XElement svg = XDocument.Parse(expected).Root!;
            XNamespace names = "http://www.w3.org/2000/svg";
            Assert.Equal(names + "svg", svg.Name);
            Assert.DoesNotContain("href", expected, StringComparison.Ordinal);
            string[] texts = [.. svg.Elements(names + "text").Select(text => text.Value)];
            Assert.Contains("learning rate (logarithmic scale)", texts);
            Assert.Contains("1e-3", texts);
            Assert.Contains(texts, text => text == $"suggested: {curve.Suggestion!.Value.ToString("0.0e0", CultureInfo.InvariantCulture)}");
            string[] places = svg.Element(names + "polyline")!.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(curve.Points.Count, places.Length);
            double[][] all =
                [.. places.Select(place => place.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray())];
            Assert.All(all, place => Assert.True(place[0] is >= 0 and <= 720 && place[1] is >= 0 and <= 420));

            // The same factor is the same way on the axis, and a lower loss lies lower.
            Assert.Equal(all[1][0] - all[0][0], all[^1][0] - all[^2][0], 0.05);
            int lowest = Array.IndexOf([.. curve.Points], curve.Points.MinBy(point => point.Smoothed));
            Assert.Equal(all.Max(place => place[1]), all[lowest][1]);
            Assert.Contains("</svg>", new LearningRateCurve([], true).ToSvg(), StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", new LearningRateCurve([curve.Points[0]], true).ToSvg(), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void What_cannot_be_run_is_named()
    {
        StepClassifier network = new(1);
        Dataset data = StepData.Dataset(20, 1);
        Assert.Contains("Schedule = schedule", Assert.Throws<ArgumentException>(
            () => LearningRateFinder.Run(_ => network.CreateTrainer(new Sgd(1), 4), data)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            "create", () => LearningRateFinder.Run(schedule => network.CreateTrainer(new Sgd(0) { Schedule = schedule }, 4), data));
        Assert.Throws<ArgumentException>(
            "create", () => LearningRateFinder.Run(_ => network.CreateTrainer(new Sgd(1) { Schedule = new ConstantRate() }, 4), data));
        Assert.Throws<ArgumentException>("options", () => Run(network, data, new() { StartRate = 1, EndRate = 1 }));
        Assert.Throws<ArgumentException>(() => Run(network, FakeData.Numbered(4)));
        Assert.Throws<ArgumentOutOfRangeException>("StartRate", () => new LearningRateFinderOptions { StartRate = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("EndRate", () => new LearningRateFinderOptions { EndRate = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("Steps", () => new LearningRateFinderOptions { Steps = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("Smoothing", () => new LearningRateFinderOptions { Smoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("Divergence", () => new LearningRateFinderOptions { Divergence = 1 });
    }

    private static LearningRateCurve Run(StepClassifier network, Dataset data, LearningRateFinderOptions? options = null) =>
        LearningRateFinder.Run(
            schedule => network.CreateTrainer(new Sgd(0.3f) { Schedule = schedule }, BatchSize, new() { Threads = 1 }), data, options);

    private static double LossAfter(double rate)
    {
        StepClassifier network = new(1);
        using StepClassifier.Trainer trainer = network.CreateTrainer(new Sgd((float)rate), BatchSize, new() { Threads = 1 });
        try
        {
            return trainer.Fit(StepData.Dataset(200, 3), 3).Last.Loss;
        }
        catch (TrainingException)
        {
            return double.PositiveInfinity;
        }
    }

    private sealed class FunctionSchedule(Func<long, double> factor) : LearningRateSchedule
    {
        public override double Factor(in TrainingPosition position) => factor(position.Step);
    }

    private sealed class Cancelling(LearningRateSchedule schedule, CancellationTokenSource source) : LearningRateSchedule
    {
        public override double Factor(in TrainingPosition position)
        {
            if (position.Step == 60)
            {
                source.Cancel();
            }

            return schedule.Factor(position);
        }
    }
}
