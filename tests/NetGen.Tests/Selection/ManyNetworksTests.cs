using Xunit;

namespace NetGen.Tests.Selection;

/// <summary>A line in the plane.</summary>
[Network, Input(2), CrossEntropyLoss]
internal sealed partial class LineClassifier
{
    [Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>A strip in the plane.</summary>
[Network, Input(2), CrossEntropyLoss]
internal sealed partial class StripClassifier
{
    [Linear(2), Tanh, Linear(3)]
    public partial Layer Head { get; }
}

/// <summary>One yes or no.</summary>
[Network, Input(2), BinaryCrossEntropyWithLogitsLoss]
internal sealed partial class LineDecision
{
    [Linear(1)]
    public partial Layer Head { get; }
}

/// <summary>A number.</summary>
[Network, Input(2), MseLoss]
internal sealed partial class LineRegressor
{
    [Linear(1)]
    public partial Layer Head { get; }
}

/// <summary>Bagging, bias and variance, boosting: against what they are by definition, and where they help.</summary>
public sealed class ManyNetworksTests
{
    [Fact]
    public void Out_of_bag_is_the_error_on_new_data()
    {
        BaggedNetworks<float> bag = Bagging.Fit(Rings(600, 1), 12, Classifier, seed: 1, atOnce: 2);
        double error = 1 - bag.Ensemble.Accuracy(Rings(3000, 2));
        Assert.Equal(12, bag.Networks.Count);
        Assert.InRange(bag.OutOfBag.Samples, 590, 600);
        Assert.InRange(bag.OutOfBag.Error, error - 0.06, error + 0.06);
        Assert.True(bag.OutOfBag.IsShare);
        Assert.Equal(bag.OutOfBag, Bagging.Fit(Rings(600, 1), 12, Classifier, seed: 1).OutOfBag);
        Assert.NotEqual(bag.OutOfBag, Bagging.Fit(Rings(600, 1), 12, Classifier, seed: 2).OutOfBag);
    }

    /// <summary>A network that says 0 of everything errs by the mean of the squared targets, bagged or not.</summary>
    [Fact]
    public void Out_of_bag_of_numbers_is_a_mean_squared_error()
    {
        float[] targets = [1, 2, 3, 4, 5, 6, 7, 8];
        Dataset data = Dataset.FromTargets(new float[16], targets, new Shape(2));
        OutOfBagEstimate estimate = Bagging.Fit(data, 20, (_, _) => Constant(0)).OutOfBag;
        Assert.Equal((8, false), (estimate.Samples, estimate.IsShare));
        Assert.Equal(targets.Average(target => target * target), estimate.Error, 1e-9);

        // (1 − 1/n)ⁿ ≈ 37% are not drawn.
        Dataset many = Dataset.FromTargets(new float[2000], new float[1000], new Shape(2));
        Assert.InRange(Bagging.Fit(many, 1, (_, _) => Constant(0)).OutOfBag.Samples, 330, 405);
    }

    [Fact]
    public void Bias_and_variance_of_numbers_add_up()
    {
        int round = 0;
        Dataset data = Dataset.FromTargets(new float[8], [1, 1, 1, 1], new Shape(2));
        BiasVariance parts = BiasVariance.Estimate(data, data, 4, (_, _) => Constant(round++ % 2 == 0 ? 2 : 4));
        Assert.Equal((5, 4, 1), (Math.Round(parts.Error, 9), Math.Round(parts.Bias, 9), Math.Round(parts.Variance, 9)));
        Assert.Equal("error 5: bias 4, variance 1", $"{parts}");
    }

    /// <summary>Of four networks three say 1: one sample is of that class, the other is not.</summary>
    [Fact]
    public void Bias_of_classes_is_the_error_of_the_majority()
    {
        int round = 0;
        Dataset data = Dataset.FromArrays(new float[4], [1, 2], new Shape(2), classes: 3);
        BiasVariance parts = BiasVariance.Estimate(data, data, 4, (_, _) => Always(round++ == 2 ? 2 : 1));
        Assert.Equal((0.5, 0.5, 0.25), (parts.Error, parts.Bias, parts.Variance));
    }

    [Fact]
    public void Boosting_makes_a_ring_of_strips()
    {
        Dataset train = Rings(600, 1), test = Rings(2000, 2);
        double one = AdaBoost.Fit(train, 1, Strip, seed: 1).Accuracy(test);
        BoostedNetworks<float> many = AdaBoost.Fit(train, 25, Strip, seed: 1);
        Assert.InRange(many.Members.Count, 5, 25);
        Assert.True(many.Accuracy(test) > one + 0.1, $"{one} became {many.Accuracy(test)}");
        Assert.Equal(many.Predict(test), AdaBoost.Fit(train, 25, Strip, seed: 1).Predict(test));
    }

    /// <summary>By hand: 1 of 4 wrong, α = ln 3 + ln 2; then that one has weight 6/9, the others 1/9 each, α = ln 2 + ln 2.</summary>
    [Fact]
    public void Votes_are_weighted_as_the_formula_says()
    {
        Dataset data = Dataset.FromArrays(new float[8], [1, 1, 1, 2], new Shape(2), classes: 3);
        int round = 0;
        BoostedNetworks<float> boosted = AdaBoost.Fit(data, 2, (_, _) => Always(round++ == 0 ? 1 : 2));
        Assert.Equal(Math.Log(6), boosted.Members[0].Weight, 1e-9);
        Assert.Equal(Math.Log(4), boosted.Members[1].Weight, 1e-9);
        Assert.Equal([1, 1, 1, 1], boosted.Predict(data));
        Assert.Throws<InvalidOperationException>(() => AdaBoost.Fit(data, 2, (_, _) => Always(0)));
        Assert.Equal(Math.Log(0.75 / 0.25) + Math.Log(2), AdaBoost.Fit(data, 1, (_, _) => Always(1)).Members.Single().Weight, 1e-9);
        Dataset numbers = Dataset.FromTargets(new float[4], [1, 2], new Shape(2));
        Assert.Throws<ArgumentException>(() => AdaBoost.Fit(numbers, 1, (_, _) => Constant(1)));
    }

    [Fact]
    public void Yes_and_no_are_two_classes()
    {
        Dataset data = Dataset.FromTargets(new float[8], [1, 1, 1, 0], new Shape(2));
        BoostedNetworks<float> boosted = AdaBoost.Fit(data, 1, (_, _) => Decision(5));
        Assert.Equal(Math.Log(3), boosted.Members[0].Weight, 1e-9);
        Assert.Equal(0.75, boosted.Accuracy(data));
        Assert.Equal(0.25, Bagging.Fit(data, 20, (_, _) => Decision(5)).OutOfBag.Error);
    }

    /// <summary>A trainer takes labels of two classes for yes and no, too.</summary>
    [Fact]
    public void Labels_of_two_classes_are_yes_and_no()
    {
        Dataset data = Dataset.FromArrays(new float[8], [1, 1, 1, 0], new Shape(2), classes: 2);
        BoostedNetworks<float> boosted = AdaBoost.Fit(data, 1, (_, _) => Decision(5));
        Assert.Equal(Math.Log(3), boosted.Members[0].Weight, 1e-9);
        Assert.Equal([1, 1, 1, 1], boosted.Predict(data));
        Assert.Equal(0.75, boosted.Accuracy(data));
        BaggedNetworks<float> bag = Bagging.Fit(data, 20, (_, _) => Decision(5));
        Assert.Equal((0.25, true), (bag.OutOfBag.Error, bag.OutOfBag.IsShare));
        Assert.Equal(0.75, bag.Ensemble.Accuracy(data));
        Assert.Equal(0.25, new Ensemble<float>(Decision(-5)).Accuracy(data));
        int round = 0;
        BiasVariance parts = BiasVariance.Estimate(data, data, 4, (_, _) => Decision(round++ == 2 ? -5 : 5));
        Assert.Equal((0.375, 0.25, 0.25), (parts.Error, parts.Bias, parts.Variance));
    }

    private static LineClassifier Classifier(Dataset sample, int seed)
    {
        LineClassifier network = new(seed);
        using LineClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.05f), 32, new() { Seed = seed, Threads = 1 });
        trainer.Fit(sample, epochs: 3);
        return network;
    }

    private static StripClassifier Strip(Dataset sample, int seed)
    {
        StripClassifier network = new(seed);
        using StripClassifier.Trainer trainer = network.CreateTrainer(new AdamW(0.05f), 32, new() { Seed = seed, Threads = 1 });
        trainer.Fit(sample, epochs: 10);
        return network;
    }

    private static LineClassifier Always(int label)
    {
        LineClassifier network = new();
        network.Head["linear0.weight"].Span.Clear();
        network.Head["linear0.bias"].Span.Clear();
        network.Head["linear0.bias"].Span[label] = 9;
        return network;
    }

    private static LineDecision Decision(float logit)
    {
        LineDecision network = new();
        network.Head["linear0.weight"].Span.Clear();
        network.Head["linear0.bias"].Span[0] = logit;
        return network;
    }

    private static LineRegressor Constant(float value)
    {
        LineRegressor network = new();
        network.Head["linear0.weight"].Span.Clear();
        network.Head["linear0.bias"].Span[0] = value;
        return network;
    }

    /// <summary>Classes by the distance from the middle, which no line tells apart.</summary>
    private static Dataset Rings(int count, int seed)
    {
        Random random = new(seed);
        float[] points = new float[2 * count];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            (float x, float y) = (points[2 * i], points[(2 * i) + 1]) = (random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1);
            labels[i] = Math.Min((int)(2.2f * MathF.Sqrt((x * x) + (y * y))), 2);
        }

        return Dataset.FromArrays(points, labels, new Shape(2), classes: 3);
    }
}
