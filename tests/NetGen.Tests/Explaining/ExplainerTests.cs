using NetGen.Tests.Training;
using Xunit;

namespace NetGen.Tests.Explaining;

/// <summary>Explanations are what their definitions say, computed here from predictions alone.</summary>
public sealed class ExplainerTests
{
    private const int Count = 5, Pixels = 64, Classes = 5;
    private const double Step = 1e-5;

    private static readonly double[] s_pictures = StepData.Values(Count * Pixels, 3);

    [Fact]
    public void Shapes_and_stages_are_the_networks()
    {
        using Explainer<double> pictures = new ExplainedPictures(1).CreateExplainer();
        using Explainer<double> tokens = new ExplainedTokens(1).CreateExplainer();

        Assert.Equal(new Shape(1, 8, 8), pictures.InputShape);
        Assert.Equal(new Shape(1, 8, 8), pictures.ExplainedShape);
        Assert.Equal(new Shape(Classes), pictures.OutputShape);
        Assert.Equal([new ExplainedStage("Stem", new Shape(4, 4, 4))], pictures.Stages);
        Assert.Equal(new Shape(7, 8), tokens.ExplainedShape);
        Assert.Equal([new("Embed", new Shape(7, 8)), new ExplainedStage("Blocks", new Shape(7, 8), 2, 2)], tokens.Stages);
    }

    [Fact]
    public void Predictions_are_the_networks()
    {
        ExplainedPictures network = Pictures();
        using Explainer<double> explainer = network.CreateExplainer();
        double[] expected = new double[Count * Classes], outputs = new double[Count * Classes];
        network.Predict(s_pictures, expected);
        explainer.Predict(s_pictures, outputs);
        Assert.Equal(expected, outputs);
    }

    [Fact]
    public void Gradients_are_finite_differences_for_any_seeds()
    {
        ExplainedPictures network = Pictures();
        using Explainer<double> explainer = network.CreateExplainer();
        double[] seeds = StepData.Values(Count * Classes, 9), gradients = new double[Count * Pixels], one = new double[Count * Pixels];
        explainer.Gradient(s_pictures, seeds, gradients);
        explainer.Gradient(s_pictures, 2, one);

        for (int i = 7; i < s_pictures.Length; i += 41)
        {
            int sample = i / Pixels;
            double[] slopes = Slopes(network, i);
            AssertClose(slopes.Select((slope, k) => slope * seeds[(sample * Classes) + k]).Sum(), gradients[i], 1e-6);
            AssertClose(slopes[2], one[i], 1e-6);
        }
    }

    /// <summary>Behind the stem, the network is its other stages over what the stem gives.</summary>
    [Fact]
    public void A_stage_has_its_activations_and_the_gradient_by_them()
    {
        ExplainedPictures network = Pictures();
        using Explainer<double> explainer = network.CreateExplainer();
        double[] activations = new double[Count * Pixels], gradients = new double[Count * Pixels], only = new double[Count * Pixels];
        explainer.Stage("Stem", s_pictures, 1, activations, gradients);
        explainer.Stage("Stem", s_pictures, 1, only, []);
        Assert.Equal(activations, only);
        explainer.Stage("Stem", s_pictures, 1, [], only);
        Assert.Equal(gradients, only);

        // A bias of the convolution behind it moves what a channel of the stem counts: dy/db of the batch norm is the sum of its gradients
        // where ReLU and pooling let them through.
        double[] before = Output(network, 1);
        network.Stem["batchnorm0.bias"].AsSpan<double>()[2] += Step;
        double[] after = Output(network, 1);
        for (int n = 0; n < Count; n++)
        {
            double sum = 0;
            for (int i = 0; i < 16; i++)
            {
                int place = (n * Pixels) + (2 * 16) + i;
                sum += activations[place] > 0 ? gradients[place] : 0;
            }

            AssertClose((after[n] - before[n]) / Step, sum, 1e-4);
        }
    }

    [Fact]
    public void Contributions_sum_to_the_difference_from_the_reference()
    {
        ExplainedPictures network = Pictures();
        using Explainer<double> explainer = network.CreateExplainer();
        double[] references = StepData.Values(Count * Pixels, 8);
        double[] outputs = Predict(network, s_pictures), others = Predict(network, references);
        double[] contributions = new double[Count * Pixels];
        for (int k = 0; k < Classes; k++)
        {
            explainer.DeepLift(s_pictures, references, k, contributions);
            for (int n = 0; n < Count; n++)
            {
                double change = outputs[(n * Classes) + k] - others[(n * Classes) + k];
                AssertClose(change, contributions.AsSpan(n * Pixels, Pixels).ToArray().Sum(), 1e-9);
            }
        }
    }

    /// <summary>The bars of digits: each sum within 1e-6 in double, 1e-3 in float.</summary>
    [Fact]
    public void Contributions_of_digits_sum_to_the_difference()
    {
        const int digits = 20, size = 784;
        ExplainedDigits network = new(2);
        ExplainedDigitsInDouble wide = new(2);
        double[] pictures = [.. StepData.Values(digits * size, 5).Select(value => Math.Max(value, 0))];
        float[] narrow = [.. pictures.Select(value => (float)value)];
        using Explainer<float> explainer = network.CreateExplainer();
        using Explainer<double> exact = wide.CreateExplainer();

        float[] contributions = new float[digits * size], outputs = new float[digits * 10];
        double[] exactContributions = new double[digits * size], exactOutputs = new double[digits * 10];
        explainer.DeepLift(narrow, new float[size], 3, contributions);
        explainer.Predict(narrow, outputs);
        exact.DeepLift(pictures, new double[size], 3, exactContributions);
        exact.Predict(pictures, exactOutputs);
        float reference = network.Predict(new float[size])[3];
        double exactReference = wide.Predict(new double[size])[3];
        for (int n = 0; n < digits; n++)
        {
            AssertClose(
                outputs[(n * 10) + 3] - reference, contributions.AsSpan(n * size, size).ToArray().Sum(value => (double)value), 1e-3);
            AssertClose(
                exactOutputs[(n * 10) + 3] - exactReference, exactContributions.AsSpan(n * size, size).ToArray().Sum(), 1e-6);
        }
    }

    [Fact]
    public void Contributions_of_a_recurrence_sum_to_the_difference()
    {
        ExplainedSequence network = new(4);
        using Explainer<double> explainer = network.CreateExplainer();
        double[] samples = StepData.Values(2 * 18, 1), reference = StepData.Values(18, 2), contributions = new double[36];
        explainer.DeepLift(samples, reference, 1, contributions);
        for (int n = 0; n < 2; n++)
        {
            double change = network.Predict(samples.AsSpan(n * 18, 18))[1] - network.Predict(reference)[1];
            AssertClose(change, contributions.AsSpan(n * 18, 18).ToArray().Sum(), 1e-9);
        }
    }

    /// <summary>Without biases nothing but the input has relevance.</summary>
    [Theory]
    [InlineData(RelevanceRule.Epsilon)]
    [InlineData(RelevanceRule.ZPlus)]
    public void Relevance_sums_to_the_output(RelevanceRule rule)
    {
        ExplainedDigitsInDouble network = new(2);
        foreach (Parameter bias in network.Parameters.Where(p => p.Name.EndsWith("bias", StringComparison.Ordinal)))
        {
            bias.AsSpan<double>().Clear();
        }

        using Explainer<double> explainer = network.CreateExplainer();
        double[] picture = [.. StepData.Values(784, 5).Select(value => Math.Max(value, 0))], relevance = new double[784];
        explainer.Relevance(picture, 3, rule, relevance);
        AssertClose(network.Predict(picture)[3], relevance.Sum(), 1e-3);
    }

    /// <summary>Weights of which parts are taken are packed within a recurrence, and not before there are these parts.</summary>
    [Theory]
    [InlineData(RelevanceRule.Epsilon)]
    [InlineData(RelevanceRule.ZPlus)]
    public void Relevance_of_a_recurrence_is_the_same_at_first_and_later(RelevanceRule rule)
    {
        ExplainedSequence network = new(4);
        using Explainer<double> explainer = network.CreateExplainer();
        double[] sample = StepData.Values(18, 1), other = StepData.Values(18, 2), first = new double[18], later = new double[18];

        explainer.Relevance(sample, 1, rule, first);
        explainer.Relevance(other, 0, rule, later);
        explainer.Relevance(sample, 1, rule, later);

        Assert.Equal(first, later);
        Assert.Contains(first, value => value != 0);
    }

    /// <summary>More samples than fit at once, and other numbers of threads, change nothing.</summary>
    [Fact]
    public void Samples_are_explained_one_by_one()
    {
        ExplainedPictures network = Pictures();
        using Explainer<double> one = network.CreateExplainer(1), two = network.CreateExplainer(2);
        int count = (2 * one.Capacity) + 3;
        double[] samples = StepData.Values(count * Pixels, 6), all = new double[samples.Length], alone = new double[Pixels];
        two.DeepLift(samples, new double[Pixels], 0, all);
        foreach (int n in new[] { 0, one.Capacity, count - 1 })
        {
            one.DeepLift(samples.AsSpan(n * Pixels, Pixels), new double[Pixels], 0, alone);
            Assert.All(alone.Zip(all[(n * Pixels)..]), pair => AssertClose(pair.First, pair.Second, 1e-9));
        }
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        using Explainer<double> explainer = Pictures().CreateExplainer();
        double[] picture = s_pictures[..Pixels], gradients = new double[Pixels];
        Assert.Throws<ArgumentOutOfRangeException>("output", () => explainer.Gradient(picture, Classes, gradients));
        Assert.Throws<ArgumentException>("samples", () => explainer.Gradient(new double[63], 0, gradients));
        Assert.Throws<ArgumentException>("gradients", () => explainer.Gradient(picture, 0, new double[63]));
        Assert.Throws<ArgumentException>("gradients", () => explainer.Gradient(picture, 0, picture));
        Assert.Throws<ArgumentException>("seeds", () => explainer.Gradient(picture, new double[3], gradients));
        Assert.Throws<ArgumentException>("seeds", () => explainer.Gradient(picture, [], gradients));
        Assert.Throws<ArgumentException>("references", () => explainer.DeepLift(picture, new double[3], 0, gradients));
        Assert.Throws<ArgumentException>("references", () => explainer.DeepLift(picture, [], 0, gradients));
        Assert.Throws<ArgumentException>("samples", () => explainer.Gradient([double.NaN, .. picture[1..]], 0, gradients));
        Assert.Throws<ArgumentException>("tokens", () => explainer.Gradient([1, 2], 2, 0, gradients));
        Assert.Contains("Stem", Assert.Throws<KeyNotFoundException>(() => explainer.Stage("Body", picture, 0, [], [])).Message);
        Assert.Throws<KeyNotFoundException>(() => explainer.Attention("Stem", picture, new double[4]));
        Assert.Throws<ArgumentOutOfRangeException>("rule", () => explainer.Relevance(picture, 0, (RelevanceRule)7, gradients));
        Assert.Throws<ArgumentOutOfRangeException>("threads", () => Pictures().CreateExplainer(-1));
        explainer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => explainer.Gradient(picture, 0, gradients));
    }

    internal static void AssertClose(double expected, double actual, double tolerance) => Assert.True(
        Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)),
        FormattableString.Invariant($"{actual:R}, not {expected:R}"));

    private static ExplainedPictures Pictures()
    {
        ExplainedPictures network = new(1);
        double[] variances = [.. StepData.Values(4, 2).Select(value => 0.5 + Math.Abs(value))];
        variances.CopyTo(network.Stem["batchnorm0.running_var"].AsSpan<double>());
        StepData.Values(4, 4).CopyTo(network.Stem["batchnorm0.running_mean"].AsSpan<double>());
        return network;
    }

    private static double[] Predict(ExplainedPictures network, double[] pictures)
    {
        double[] outputs = new double[pictures.Length / Pixels * Classes];
        network.Predict(pictures, outputs);
        return outputs;
    }

    private static double[] Output(ExplainedPictures network, int output) =>
        [.. Predict(network, s_pictures).Where((_, i) => i % Classes == output)];

    private static double[] Slopes(ExplainedPictures network, int element)
    {
        double[] moved = [.. s_pictures];
        moved[element] += Step;
        double[] up = network.Predict(moved.AsSpan(element / Pixels * Pixels, Pixels));
        moved[element] -= 2 * Step;
        double[] down = network.Predict(moved.AsSpan(element / Pixels * Pixels, Pixels));
        return [.. up.Zip(down, (a, b) => (a - b) / (2 * Step))];
    }
}
