using Xunit;

namespace NetGen.Explain.Tests;

/// <summary>Methods that ask for predictions alone, held to scikit-learn and to plain computations.</summary>
public sealed class FeatureTests
{
    private static readonly double[] s_x = Fixture.Numbers("tables", "x"), s_y = Fixture.Numbers("tables", "y");

    [Fact]
    public void Permutation_importance_is_scikit_learns()
    {
        int[][] orders = [.. Fixture.Rows("tables", "orders").Select(order => Array.ConvertAll(order, row => (int)row))];

        PermutationImportance importance = PermutationImportance.Of(Fixture.Perceptron(), s_x, Score, orders);

        Assert.Equal(Fixture.Numbers("tables", "drops"), importance.Drops.SelectMany(drops => drops), Close);
        Assert.Equal(Fixture.Numbers("tables", "means"), importance.Means, Close);
        Assert.Equal(Fixture.Numbers("tables", "deviations"), importance.Deviations, Close);
    }

    [Fact]
    public void Permutation_importance_draws_orders_of_its_own()
    {
        // The output is the first feature alone.
        ExplainedModel<double> model = new((samples, outputs) => First(samples, outputs), new Shape(3), 1);
        double[] first = [.. Enumerable.Range(0, 40).Select(i => s_x[3 * i])];

        PermutationImportance importance = PermutationImportance.Of(
            model, s_x, outputs => -outputs.ToArray().Zip(first, (a, b) => Math.Pow(a - b, 2)).Average(), repeats: 3);

        Assert.Equal(0, importance.Score);
        Assert.True(importance.Means[0] > 0.5);
        Assert.Equal([0, 0], importance.Means.Skip(1));
        Assert.Equal(3, importance.Drops[0].Distinct().Count());
        Assert.Throws<ArgumentException>(() => PermutationImportance.Of(model, s_x, Score, [new int[40]]));

        static void First(ReadOnlySpan<double> samples, Span<double> outputs)
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = samples[3 * i];
            }
        }
    }

    [Fact]
    public void Dependence_and_individual_curves_are_scikit_learns()
    {
        double[] grid = Fixture.Numbers("tables", "grid");

        PartialDependence dependence = PartialDependence.Of(Fixture.Perceptron(), s_x, feature: 1, grid: grid);

        Assert.Equal(Fixture.Numbers("tables", "average"), dependence.Mean, Close);
        Assert.Equal(Fixture.Numbers("tables", "curves"), dependence.Curves.SelectMany(curve => curve), Close);
        Assert.Throws<ArgumentOutOfRangeException>(() => PartialDependence.Of(Fixture.Perceptron(), s_x, feature: 3));
    }

    [Fact]
    public void A_grid_is_where_samples_are()
    {
        Assert.Equal([1, 2, 5], PartialDependence.GridOf([5, 1, 2, 2, 1]));
        Assert.Equal([5, 50, 95], PartialDependence.GridOf([.. Enumerable.Range(0, 101).Select(i => (double)i)], points: 3), Close);
    }

    [Fact]
    public void Shapley_values_of_features_are_those_of_their_game()
    {
        ExplainedModel<double> model = Fixture.Perceptron();
        double[] background = s_x[..12], samples = s_x[30..39];
        FeatureShapley<double> shapley = new(model, background);
        double[] exact = new double[9], kernel = new double[9], sampled = new double[9], outputs = new double[3];
        model.Predict(samples, 0, outputs);

        shapley.Exact(samples, 0, exact);
        shapley.Kernel(samples, 0, kernel, coalitions: 6);
        shapley.Sampled(samples, 0, sampled, permutations: 600);

        // By hand: the mean over background samples of the mean over the six orders.
        double[] byHand = new double[9];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        double[] one = new double[1];
        for (int sample = 0; sample < 3; sample++)
        {
            for (int reference = 0; reference < 4; reference++)
            {
                foreach (int[] order in orders)
                {
                    double[] mixed = background[(3 * reference)..((3 * reference) + 3)];
                    double before = Output(mixed);
                    foreach (int feature in order)
                    {
                        mixed[feature] = samples[(3 * sample) + feature];
                        double after = Output(mixed);
                        byHand[(3 * sample) + feature] += (after - before) / 24;
                        before = after;
                    }
                }
            }
        }

        Assert.Equal(byHand, exact, Close);
        Assert.Equal(exact, kernel, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(exact, sampled, (a, b) => Math.Abs(a - b) < 0.1);
        for (int sample = 0; sample < 3; sample++)
        {
            Assert.Equal(outputs[sample] - shapley.BaseValue(0), exact.Skip(3 * sample).Take(3).Sum(), 1e-9);
        }

        double Output(double[] x)
        {
            model.Predict(x, one);
            return one[0];
        }
    }

    [Fact]
    public void Groups_of_features_play_as_one()
    {
        ExplainedModel<double> model = Fixture.Perceptron();
        double[] shares = new double[2], answers = new double[4];
        FeatureShapley<double> shapley = new(model, s_x[..3], [[1, 2], [0]]);
        double[] points = [.. s_x[..3], s_x[0], s_x[4], s_x[5], s_x[3], s_x[1], s_x[2], .. s_x[3..6]];
        model.Predict(points, answers);

        shapley.Exact(s_x.AsSpan(3, 3), 0, shares);

        Assert.Equal((answers[1] - answers[0] + answers[3] - answers[2]) / 2, shares[0], 1e-9);
        Assert.Equal((answers[2] - answers[0] + answers[3] - answers[1]) / 2, shares[1], 1e-9);
        Assert.Throws<ArgumentException>(() => new FeatureShapley<double>(model, s_x[..3], [[0, 2]]));
        Assert.Throws<ArgumentException>(() => new FeatureShapley<double>(model, s_x[..3], [[0, 1], [1, 2]]));
        Assert.Throws<ArgumentException>(() => new FeatureShapley<double>(model, s_x[..4]));
    }

    [Fact]
    public void Occlusion_is_the_mean_fall_of_all_windows_over_a_pixel()
    {
        // Σ i·x[i]: what a window hides is the sum of what is in it.
        ExplainedModel<double> model = new((samples, outputs) => Weigh(samples, outputs), new Shape(1, 4, 5), 1);
        double[] picture = [.. Enumerable.Range(0, 20).Select(i => 1.0 + (i % 3))], map = new double[20], expected = new double[20];
        int[] covers = new int[20];
        foreach ((int top, int left) in from y in (int[])[0, 2] from x in (int[])[0, 2, 3] select (y, x))
        {
            int[] window = [.. from y in Enumerable.Range(top, 2) from x in Enumerable.Range(left, 2) select (5 * y) + x];
            foreach (int place in window)
            {
                expected[place] += window.Sum(i => i * picture[i]);
                covers[place]++;
            }
        }

        Occlusion.Of(model, picture, 0, map, window: 2, stride: 2);

        Assert.Equal(expected.Zip(covers, (sum, count) => sum / count), map, Close);

        static void Weigh(ReadOnlySpan<double> samples, Span<double> outputs)
        {
            outputs.Clear();
            for (int i = 0; i < samples.Length; i++)
            {
                outputs[i / 20] += i % 20 * samples[i];
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Occlusion_covers_all_channels_of_a_place(int dimensions)
    {
        // Pictures are channels of places, lines are places of channels; each value weighs its own power of two.
        Shape shape = dimensions == 3 ? new(2, 1, 3) : new(3, 2);
        ExplainedModel<double> model = new(
            (samples, outputs) =>
            {
                for (int row = 0; row < outputs.Length; row++)
                {
                    double sum = 0;
                    for (int i = 0; i < 6; i++)
                    {
                        sum += (1 << i) * samples[(6 * row) + i];
                    }

                    outputs[row] = sum;
                }
            },
            shape, 1);
        double[] map = new double[3];

        Occlusion.Of(model, [1, 1, 1, 1, 1, 1], 0, map, window: 1, stride: 1);

        Assert.Equal(dimensions == 3 ? [1 + 8, 2 + 16, 4 + 32] : [1 + 2, 4 + 8, 16 + 32], map);
    }

    [Fact]
    public void A_softmax_makes_shares_of_scores()
    {
        ExplainedModel<double> model = new((samples, outputs) => samples.CopyTo(outputs), new Shape(3), 3);
        double[] outputs = new double[6];

        model.WithSoftmax().Predict([0, Math.Log(2), 0, 1000, 0, 0], outputs);

        Assert.Equal([0.25, 0.5, 0.25, 1, 0, 0], outputs, Close);
    }

    private static double Score(ReadOnlySpan<double> outputs) => -outputs.ToArray().Zip(s_y, (a, b) => Math.Pow(a - b, 2)).Average();

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-9;
}
