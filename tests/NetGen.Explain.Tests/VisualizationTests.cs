using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>Each part of seeking a picture by itself: the step, decay, blur, jitter.</summary>
public sealed class VisualizationTests
{
    private const int Side = 8, Pixel = (3 * Side) + 4;

    // Nothing but the step.
    private static readonly VisualizationOptions s_plain =
        new() { Steps = 1, Rate = 0.01, Jitter = 0, Decay = 0, Blur = 0, BlurEvery = 1 };

    [Fact]
    public void A_step_is_as_large_as_it_says_whatever_the_gradient_is()
    {
        double[] weights = [.. Enumerable.Range(0, Side * Side).Select(i => i % 8 < 4 ? 3.0 : -3)];

        double[] start = Seek(weights, s_plain with { Rate = 0 }), end = Seek(weights, s_plain);

        Assert.Equal(weights.Select(weight => 0.01 * Math.Sign(weight)), end.Zip(start, (after, before) => after - before), Close);
    }

    [Fact]
    public void Decay_takes_a_share_of_what_is_above_black()
    {
        double[] weights = [.. Enumerable.Repeat(1.0, Side * Side)];
        VisualizationOptions shifted = s_plain with { Least = -2, Largest = 1 };

        double[] whole = Seek(weights, shifted), left = Seek(weights, shifted with { Decay = 0.25 });

        Assert.Equal(whole.Select(value => -2 + (0.75 * (value + 2))), left, Close);
    }

    [Fact]
    public void A_blur_comes_between_steps_and_not_behind_the_last()
    {
        double[] weights = [.. Enumerable.Repeat(1.0, Side * Side)], expected = Seek(weights, s_plain with { Rate = 0 });
        GaussianBlur.Apply(expected, Side, Side, 0.8);
        VisualizationOptions still = s_plain with { Rate = 0, Blur = 0.8 };

        Assert.NotEqual(expected, Seek(weights, still));
        Assert.Equal(expected, Seek(weights, still with { Steps = 2 }), Close);
        Assert.NotEqual(expected, Seek(weights, still with { Steps = 2, BlurEvery = 2 }));
    }

    [Fact]
    public void A_blur_spreads_a_pixel_by_the_normal_law_and_leaves_what_is_even()
    {
        const double deviation = 0.9;
        double[] picture = new double[2 * 81], even = [.. Enumerable.Repeat(0.3, 81)];
        picture[81 + 40] = 1;
        double Weight(int d) => Math.Abs(d) <= 3 ? Math.Exp(-d * d / (2 * deviation * deviation)) : 0;
        double sum = Enumerable.Range(-3, 7).Sum(Weight);

        GaussianBlur.Apply(picture, 9, 9, deviation);
        GaussianBlur.Apply(even, 9, 9, deviation);

        Assert.All(picture[..81], value => Assert.Equal(0, value));
        Assert.Equal(
            Enumerable.Range(0, 81).Select(i => Weight((i / 9) - 4) * Weight((i % 9) - 4) / (sum * sum)), picture[81..], Close);
        Assert.All(even, value => Assert.Equal(0.3, value, 1e-12));
    }

    [Fact]
    public void A_pixel_that_is_asked_for_wanders_as_far_as_the_picture_does()
    {
        // The network sees one pixel: moved by up to two, it raises each of 25.
        double[] weights = new double[Side * Side];
        weights[Pixel] = 1;

        double[] picture = Seek(weights, s_plain with { Steps = 600, Jitter = 2, Rate = 0.1 });

        Assert.Equal(
            from y in Enumerable.Range(1, 5) from x in Enumerable.Range(2, 5) select (y * Side) + x,
            Enumerable.Range(0, picture.Length).Where(i => picture[i] > 0.9));
    }

    private static double[] Seek(double[] weights, VisualizationOptions options)
    {
        Template network = new(seed: 1);
        weights.CopyTo(network.Parameters[0].AsSpan<double>());
        using Explainer<double> explainer = network.CreateExplainer(threads: 1);
        return ActivationMaximization.Of(explainer, 0, options);
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;
}
