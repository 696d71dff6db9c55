using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>What judges explanations, by models whose explanation is known.</summary>
public sealed class FaithfulnessTests
{
    private static readonly double[] s_weights = [4, -2, 1, 3];

    // Σ w·x: contributions w·(x − r) are the truth.
    private static readonly ExplainedModel<double> s_linear = new((samples, outputs) => Weigh(samples, outputs), new Shape(4), 1);

    private static readonly double[] s_samples = [1, 1, 1, 1, 2, 0.5, -1, 0], s_reference = new double[4];

    [Fact]
    public void Deletion_and_insertion_go_from_the_largest_contribution_down()
    {
        double[] true1 = [4, -2, 1, 3];

        PerturbationCurve deletion = PerturbationCurve.Deletion(s_linear, s_samples.AsSpan(0, 4), [0], true1, s_reference, steps: 4);
        PerturbationCurve insertion = PerturbationCurve.Insertion(s_linear, s_samples.AsSpan(0, 4), [0], true1, s_reference, steps: 4);

        Assert.Equal([6, 2, -1, -2, 0], deletion.Values);
        Assert.Equal([0, 4, 7, 8, 6], insertion.Values);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], deletion.Shares);
        Assert.Equal(0.25 * (3 + 2 - 1 - 2 + 0), deletion.Area, 1e-12);
        double[] wrong = [1, 4, 3, 2];
        Assert.True(PerturbationCurve.Deletion(s_linear, s_samples.AsSpan(0, 4), [0], wrong, s_reference, 4).Area > deletion.Area);
    }

    [Fact]
    public void True_contributions_are_not_infidel()
    {
        double[] truth = [.. s_samples.Select((x, i) => s_weights[i % 4] * x)], wrong = [.. truth.Select(value => value + 0.5)];

        Assert.Equal(0, Faithfulness.Infidelity(s_linear, s_samples, [0, 0], truth, s_reference), 1e-20);

        // Each of k removed inputs promises a half too much: the mean of k²/4 over 1 to 4 is 1.875.
        Assert.Equal(1.875, Faithfulness.Infidelity(s_linear, s_samples, [0, 0], wrong, s_reference, draws: 4000), 0.1);
    }

    [Fact]
    public void What_does_not_move_beside_a_sample_is_not_sensitive()
    {
        AttributionMethod<double> constant = (_, _, contributions) => contributions.Fill(1);
        AttributionMethod<double> jumpy = (samples, _, contributions) =>
        {
            for (int i = 0; i < samples.Length; i++)
            {
                contributions[i] = Math.Sin(1e6 * samples[i]);
            }
        };

        Assert.Equal(0, Faithfulness.Sensitivity(constant, s_samples, [0, 0]));
        Assert.True(Faithfulness.Sensitivity(jumpy, s_samples, [0, 0]) > 0.5);
    }

    [Fact]
    public void Sensitivity_is_the_largest_change_beside_a_sample_by_its_size()
    {
        // φ = 1 + max(2 − x, 0) moves to one side of 2 only, φ = x everywhere.
        AttributionMethod<double> below = Each(x => 1 + Math.Max(2 - x, 0)), same = Each(x => x);

        Assert.Equal(0.5, Faithfulness.Sensitivity(below, [2.0], [0], radius: 0.5, draws: 400), 0.01);
        Assert.Equal(0.5 / 2, Faithfulness.Sensitivity(same, [2.0], [0], radius: 0.5, draws: 400), 0.01);

        // The mean of two samples, 0.5/2 and 0.5/4.
        Assert.Equal(0.1875, Faithfulness.Sensitivity(same, [2.0, 4.0], [0, 0], radius: 0.5, draws: 400), 0.01);

        static AttributionMethod<double> Each(Func<double, double> rule) => (samples, _, contributions) =>
        {
            for (int i = 0; i < samples.Length; i++)
            {
                contributions[i] = rule(samples[i]);
            }
        };
    }

    [Fact]
    public void What_is_nothing_before_and_after_is_no_agreement()
    {
        TenFeatures network = new(seed: 1), fresh = new(seed: 2);
        bool isTrained = true;

        RandomizationCheck check = RandomizationCheck.Of<float>(
            network, fresh,
            (_, _, contributions) =>
            {
                contributions.Clear();
                (isTrained ? (float[])[4, 3, 2, 1] : [1, 2, 3, 4]).CopyTo(contributions);
                isTrained = false;
            },
            new float[10], [0]);

        Assert.All(check.Stages, stage => Assert.Equal(-1, stage.Correlation, 1e-9));
        Assert.False(check.Passes);
    }

    [Fact]
    public void A_method_that_does_not_look_at_the_weights_fails_the_check()
    {
        TenFeatures network = new(seed: 1), fresh = new(seed: 2);
        float[] samples = Noise(8 * 10), before = new float[8], after = new float[8];
        int[] outputs = new int[8];
        network.Predict(samples, before);

        RandomizationCheck picture = RandomizationCheck.Of<float>(
            network, fresh, (s, _, contributions) => s.CopyTo(contributions), samples, outputs);
        RandomizationCheck gradient = RandomizationCheck.Of<float>(
            network, fresh, (s, _, contributions) => Differences(network, s, contributions), samples, outputs);

        network.Predict(samples, after);
        Assert.Equal(["Head", "Body"], picture.Stages.Select(stage => stage.Stage));
        Assert.All(picture.Stages, stage => Assert.Equal(1, stage.Correlation, 1e-9));
        Assert.False(picture.Passes);
        Assert.True(gradient.Passes, $"{gradient.Stages[^1].Correlation}");
        Assert.Equal(before, after);
        Assert.Throws<ArgumentException>(() => RandomizationCheck.Of<float>(network, network, (_, _, _) => { }, samples, outputs));
    }

    [Fact]
    public void Equal_values_share_their_rank()
    {
        Assert.Equal(1, RankCorrelation.Of([1, 2, 2, 3], [10, 20, 20, 30]), 1e-12);
        Assert.Equal(-1, RankCorrelation.Of([1, 2, 3], [9, 4, 1]), 1e-12);

        // scipy.stats.spearmanr([1, 2, 2, 3, 5], [2, 1, 4, 4, 3])
        Assert.Equal(0.394736842105, RankCorrelation.Of([1, 2, 2, 3, 5], [2, 1, 4, 4, 3]), 1e-9);
        Assert.Equal(0, RankCorrelation.Of([1, 1, 1], [1, 2, 3]));
    }

    [Fact]
    public void Samples_of_several_outputs_are_each_asked_for_their_own()
    {
        double[] contributions = new double[8];

        Attributions.Of<double>((samples, output, their) =>
        {
            for (int i = 0; i < samples.Length; i++)
            {
                their[i] = samples[i] + (100 * output);
            }
        }, [1, 2, 3, 4, 5, 6, 7, 8], [2, 0, 2, 1], contributions);

        Assert.Equal([201, 202, 3, 4, 205, 206, 107, 108], contributions);
    }

    private static void Differences(Network<float> network, ReadOnlySpan<float> samples, Span<float> contributions)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            float[] sample = samples.Slice(i / 10 * 10, 10).ToArray();
            float before = network.Predict(sample)[0];
            sample[i % 10] += 0.01f;
            contributions[i] = network.Predict(sample)[0] - before;
        }
    }

    private static float[] Noise(int count)
    {
        Random random = new(3);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static void Weigh(ReadOnlySpan<double> samples, Span<double> outputs)
    {
        outputs.Clear();
        for (int i = 0; i < samples.Length; i++)
        {
            outputs[i / 4] += s_weights[i % 4] * samples[i];
        }
    }
}
