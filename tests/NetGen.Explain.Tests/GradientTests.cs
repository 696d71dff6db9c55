using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>Methods made of gradients, held to PyTorch's definitions and to the axioms.</summary>
public sealed class GradientTests
{
    private const int Output = 1;

    private static readonly double[] s_x = Fixture.Numbers("pictures", "x"), s_reference = Fixture.Numbers("pictures", "reference");

    [Fact]
    public void Gradients_are_those_of_the_definition()
    {
        using Explainer<double> explainer = ChannelNetwork.Create().CreateExplainer(threads: 1);
        GradientExplanations<double> explanations = new(explainer);

        Holds("gradient", explanations.Gradient);
        Holds("inputTimesGradient", explanations.InputTimesGradient);
        Holds("gaussLegendre", (x, output, result) => explanations.IntegratedGradients(x, s_reference, output, result, 16));
        Holds("trapezoid", (x, output, result) => explanations.IntegratedGradients(x, s_reference, output, result, 16, PathRule.Trapezoid));

        static void Holds(string name, AttributionMethod<double> method)
        {
            double[] contributions = new double[s_x.Length];
            method(s_x, Output, contributions);
            Assert.Equal(Fixture.Numbers("pictures", name), contributions, Close);
        }
    }

    [Fact]
    public void Maps_of_channels_are_those_of_the_definition()
    {
        ChannelNetwork network = ChannelNetwork.Create();
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        ClassActivation<double> activation = new(explainer);
        double[] maps = new double[72];

        activation.GradCam(nameof(ChannelNetwork.Body), s_x, Output, maps);
        Assert.Equal(Fixture.Numbers("pictures", "gradCam"), maps, Close);
        Assert.Equal(
            Fixture.Numbers("pictures", "resized"),
            [.. ClassActivation<double>.Resize(maps.AsSpan(0, 36), 6, 6, 11, 9),
                .. ClassActivation<double>.Resize(maps.AsSpan(36), 6, 6, 11, 9)],
            Close);
        activation.GradCamPlusPlus(nameof(ChannelNetwork.Body), s_x, Output, maps);
        Assert.Equal(Fixture.Numbers("pictures", "gradCamPlusPlus"), maps, Close);
        activation.Cam(
            nameof(ChannelNetwork.Body), network.Parameters.First(one => one.Name == "Head.linear0.weight").AsSpan<double>(), s_x,
                Output, maps);
        Assert.Equal(Fixture.Numbers("pictures", "cam"), maps, Close);
        Assert.Throws<ArgumentException>(() => activation.GradCam("Nothing", s_x, Output, maps));
        Assert.Throws<ArgumentException>(() => activation.GradCam(nameof(ChannelNetwork.Body), s_x, Output, maps[..71]));
    }

    [Theory]
    [InlineData(PathRule.GaussLegendre)]
    [InlineData(PathRule.Trapezoid)]
    public void Integrated_gradients_add_up_to_what_the_output_gained(PathRule rule)
    {
        TenFeatures network = new(seed: 1);
        using Explainer<float> explainer = network.CreateExplainer(threads: 1);
        Random random = new(2);
        float[] samples = [.. Enumerable.Range(0, 50).Select(_ => (4 * random.NextSingle()) - 2)], contributions = new float[50];
        float[] references = [.. Enumerable.Range(0, 50).Select(_ => (4 * random.NextSingle()) - 2)];

        new GradientExplanations<float>(explainer).IntegratedGradients(samples, references, 0, contributions, 64, rule);

        float[] gains = [.. samples.Chunk(10).Zip(references.Chunk(10), (x, r) => network.Predict(x)[0] - network.Predict(r)[0])];
        Assert.True(gains.Max(MathF.Abs) > 0.1f);
        Assert.Equal(gains, contributions.Chunk(10).Select(one => one.Sum()), (a, b) => Math.Abs(a - b) < 1e-3);
    }

    [Fact]
    public void DeepLift_and_its_mean_over_references_add_up_exactly()
    {
        ChannelNetwork network = ChannelNetwork.Create();
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        GradientExplanations<double> explanations = new(explainer);
        double[] background = [.. s_reference, .. s_x.Select(value => 1 - value)], contributions = new double[s_x.Length];

        explanations.DeepLift(s_x, s_reference, Output, contributions);
        AddsUp(network, s_reference, contributions, 1e-9);
        explanations.DeepShap(s_x, background, Output, contributions);
        AddsUp(network, background, contributions, 1e-9);
    }

    [Fact]
    public void Expected_gradients_add_up_on_average()
    {
        TenFeatures network = new(seed: 1);
        using Explainer<float> explainer = network.CreateExplainer(threads: 1);
        Random random = new(2);
        float[] samples = [.. Enumerable.Range(0, 50).Select(_ => (4 * random.NextSingle()) - 2)], contributions = new float[50];
        float[] background = [.. Enumerable.Range(0, 20).Select(_ => (4 * random.NextSingle()) - 2)];

        new GradientExplanations<float>(explainer).ExpectedGradients(samples, background, 0, contributions, draws: 3000);

        float start = background.Chunk(10).Average(reference => network.Predict(reference)[0]);
        float[] gains = [.. samples.Chunk(10).Select(sample => network.Predict(sample)[0] - start)];
        Assert.True(gains.Max(MathF.Abs) > 0.1f);
        Assert.Equal(gains, contributions.Chunk(10).Select(one => one.Sum()), (a, b) => Math.Abs(a - b) < 5e-3);
    }

    [Fact]
    public void Noise_is_averaged_away()
    {
        using Explainer<double> explainer = ChannelNetwork.Create().CreateExplainer(threads: 1);
        GradientExplanations<double> explanations = new(explainer);
        double[] plain = new double[s_x.Length], silent = new double[s_x.Length];

        explanations.Gradient(s_x, Output, plain);
        explanations.SmoothGrad(s_x, Output, silent, draws: 3, noise: 0);

        Assert.Equal(plain, silent, Close);

        // The mean of many is the same whatever is drawn, and that of few is not.
        double many = RankCorrelation.Of(Smooth(1000, 1), Smooth(1000, 2)), few = RankCorrelation.Of(Smooth(3, 1), Smooth(3, 2));
        Assert.True(many > 0.9 && many > few, $"{many} {few}");
        Assert.NotEqual(plain, Smooth(1000, 1));

        double[] Smooth(int draws, int seed)
        {
            double[] smooth = new double[s_x.Length];
            explanations.SmoothGrad(s_x, Output, smooth, draws, noise: 0.3, seed);
            return smooth;
        }
    }

    [Fact]
    public void Noise_is_normal_and_as_large_as_a_share_of_the_spread()
    {
        Exponentials network = new(seed: 1);
        network.Parameters[0].AsSpan<double>().Fill(1);
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        double[] sample = [0, 0.5, -0.5, 1.5], smooth = new double[4];

        new GradientExplanations<double>(explainer).SmoothGrad(sample, 0, smooth, draws: 40_000, noise: 0.5);

        // From −0.5 to 1.5 are 2: the deviation σ is 1, and the mean of exp(x + n) is exp(x + σ²/2).
        Assert.All(sample.Zip(smooth), pair => Assert.Equal(1, pair.Second / Math.Exp(pair.First + 0.5), 0.05));
    }

    [Fact]
    public void Words_of_a_reference_are_taken_off()
    {
        WordNetwork network = new(seed: 3);
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        TokenExplanations<double> explanations = new(explainer);
        int[] tokens = [3, 4, 5, 6, 7, 8], other = [9, 1, 3, 3, 12, 0];
        double[] reference = explanations.Embed(other, 6), contributions = new double[6];
        double gain = network.Predict(tokens)[Output] - network.Predict(other)[Output];
        Assert.True(Math.Abs(gain) > 1e-3, $"{gain}");

        explanations.IntegratedGradients(tokens, 6, reference, Output, contributions);
        Assert.Equal(gain, contributions.Sum(), 1e-6);
        explanations.DeepLift(tokens, 6, reference, Output, contributions);
        Assert.Equal(gain, contributions.Sum(), 1e-9);
    }

    [Fact]
    public void Words_by_gradient_are_sums_over_their_features()
    {
        using Explainer<double> explainer = new WordNetwork(seed: 3).CreateExplainer(threads: 1);
        TokenExplanations<double> explanations = new(explainer);
        int[] tokens = [3, 4, 5, 6, 7, 8];
        double[] contributions = new double[6], gradients = new double[48], embedding = explanations.Embed(tokens, 6);
        explainer.Gradient(tokens, 6, Output, gradients);

        explanations.InputTimesGradient(tokens, 6, Output, contributions);

        Assert.Equal(embedding.Zip(gradients, (x, g) => x * g).Chunk(8).Select(features => features.Sum()), contributions, Close);
    }

    [Fact]
    public void Words_add_up_to_what_the_output_gained()
    {
        WordNetwork network = new(seed: 3);
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        TokenExplanations<double> explanations = new(explainer);
        int[] tokens = [3, 4, 5, 6, 7, 8, 9, 1, 3, 3, 12, 0];
        double[] contributions = new double[12], lift = new double[12], at = network.Predict(tokens.AsSpan(0, 6)), none = new double[2];

        explanations.IntegratedGradients(tokens, 6, [], Output, contributions);
        explanations.DeepLift(tokens, 6, [], Output, lift);

        // All features 0 at every position: what is left of the network is its head's bias, since attention of zeros is its biases.
        double[] first = [contributions[..6].Sum(), lift[..6].Sum()];
        Assert.Equal(first[0], first[1], 1e-3);
        Assert.NotEqual(0, first[0], 1e-6);
        Assert.Equal(at[Output] - first[1], network.Predict(tokens.AsSpan(6, 6))[Output] - lift[6..].Sum(), 1e-9);
    }

    [Fact]
    public void Attention_that_was_read_rolls_out_to_rows_of_one()
    {
        WordNetwork network = new(seed: 3);
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        int[] tokens = [3, 4, 5, 6, 7, 8];
        double[][] layers = [new double[72], new double[72]];

        explainer.Attention(nameof(WordNetwork.First), tokens, 6, layers[0]);
        explainer.Attention(nameof(WordNetwork.Second), tokens, 6, layers[1]);
        double[] rollout = AttentionRollout.Of(layers, 6);

        Assert.All(layers.SelectMany(layer => layer.Chunk(6)).Concat(rollout.Chunk(6)), row => Assert.Equal(1, row.Sum(), 1e-9));
    }

    [Fact]
    public void Rollout_is_the_product_of_layers_with_a_way_around()
    {
        // Two heads whose mean is (1, 0; ½, ½), half of it and half the identity: (1, 0; ¼, ¾). Twice: (1, 0; ¼ + 3/16, 9/16).
        double[] heads = [1, 0, 1, 0, 1, 0, 0, 1];

        Assert.Equal([1, 0, 0.4375, 0.5625], AttentionRollout.Of([heads, heads], 2), Close);

        // Weights that add up to ½: 1¼ and ¼ with the way around, divided by their sum.
        Assert.Equal([5 / 6.0, 1 / 6.0, 1 / 6.0, 5 / 6.0], AttentionRollout.Of([[0.25, 0.25, 0.25, 0.25]], 2), Close);
        Assert.Throws<ArgumentException>(() => AttentionRollout.Of([new double[5]], 2));
    }

    [Fact]
    public void A_picture_that_was_sought_is_answered_more_than_noise()
    {
        Template network = new(seed: 1);
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        double[] weights = [.. Enumerable.Range(0, 64).Select(i => i % 8 < 4 ? 1.0 : -1)], gray = new double[64];
        weights.CopyTo(network.Parameters[0].AsSpan<double>());
        Array.Fill(gray, 0.5);
        VisualizationOptions plain = new() { Jitter = 0, Blur = 0, Decay = 0 };

        // What a weighed sum answers most is white where its weights are positive and black where not.
        Assert.Equal(weights.Select(weight => weight > 0 ? 1.0 : 0), ActivationMaximization.Of(explainer, 0, plain));

        double[] picture = ActivationMaximization.Of(explainer, 0);
        Assert.All(picture, value => Assert.InRange(value, 0, 1));
        Assert.True(network.Predict(picture)[0] > network.Predict(gray)[0]);
        Assert.Equal(4, ActivationMaximization.Filters<double>(ChannelNetwork.Create().Parameters[0]).Count);
    }

    [Fact]
    public void Gauss_and_Legendres_places_are_exact_for_polynomials()
    {
        (double[] places, double[] weights) = PathSteps.Of(PathRule.GaussLegendre, 5);

        Assert.Equal(1, weights.Sum(), 1e-14);
        Assert.Equal(1 / 10.0, places.Zip(weights, (x, w) => w * Math.Pow(x, 9)).Sum(), 1e-14);
        Assert.Equal(places.Order(), places);
    }

    /// <summary>Contributions of each sample are the output less its mean over the references.</summary>
    private static void AddsUp(ChannelNetwork network, double[] references, double[] contributions, double tolerance)
    {
        double start = references.Chunk(36).Average(reference => network.Predict(reference)[Output]);
        Assert.All(
            s_x.Chunk(36).Zip(contributions.Chunk(36)),
            pair => Assert.Equal(network.Predict(pair.First)[Output] - start, pair.Second.Sum(), tolerance));
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;
}
