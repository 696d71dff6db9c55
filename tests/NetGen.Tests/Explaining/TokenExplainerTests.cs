using Xunit;

namespace NetGen.Tests.Explaining;

/// <summary>Tokens are explained by the stage that embeds them; attention shows its weights.</summary>
public sealed class TokenExplainerTests
{
    private const int Length = 5, Width = 8, Values = Length * Width;

    private static readonly int[] s_tokens = [3, 1, 7, 2, 9, 4, 4, 10, 0, 0];

    /// <summary>A vector of the table moves all its tokens.</summary>
    [Fact]
    public void Gradients_are_those_by_the_embedding()
    {
        ExplainedTokens network = new(1);
        using Explainer<double> explainer = network.CreateExplainer();
        double[] gradients = new double[2 * Values];
        explainer.Gradient(s_tokens, Length, 2, gradients);
        double Output() => network.Predict(s_tokens.AsSpan(Length, Length))[2];

        Span<double> table = network.Embed["embedding0.weight"].AsSpan<double>();
        for (int d = 0; d < Width; d++)
        {
            const double step = 1e-5;
            table[(4 * Width) + d] += step;
            double up = Output();
            table[(4 * Width) + d] -= 2 * step;
            double down = Output();
            table[(4 * Width) + d] += step;
            ExplainerTests.AssertClose((up - down) / (2 * step), gradients[Values + d] + gradients[Values + Width + d], 1e-6);
        }
    }

    /// <summary>Integrated Gradients by its definition, all steps of a sample in one call: the mean gradient along the path.</summary>
    [Fact]
    public void The_path_leads_from_the_reference_to_the_embedding()
    {
        const int steps = 256;
        ExplainedTokens network = new(1);
        using Explainer<double> explainer = network.CreateExplainer();
        int[] tokens = s_tokens[..Length], others = [0, 0, 0, 5, 9];
        double[] embedding = new double[Values], reference = new double[Values], gradients = new double[steps * Values];
        explainer.Stage("Embed", tokens, Length, 0, embedding, []);
        explainer.Stage("Embed", others, Length, 0, reference, []);
        double[] path = [.. Enumerable.Range(0, steps).Select(k => (k + 0.5) / steps)];
        int[] repeated = [.. Enumerable.Range(0, steps).SelectMany(_ => tokens)];
        explainer.Gradient(repeated, Length, reference, path, 1, gradients);

        double sum = 0;
        for (int i = 0; i < steps * Values; i++)
        {
            sum += gradients[i] * (embedding[i % Values] - reference[i % Values]) / steps;
        }

        // At the reference's end the padding is that of the tokens: what is compared is the embedding alone.
        double[] whole = new double[Values];
        explainer.DeepLift(tokens, Length, reference, 1, whole);
        ExplainerTests.AssertClose(whole.Sum(), sum, 1e-4);
        Assert.NotEqual(0, sum);

        double[] here = new double[Values], end = new double[Values];
        explainer.Gradient(tokens, Length, 1, here);
        explainer.Gradient(tokens, Length, reference, [1], 1, end);
        Assert.Equal(here, end);
    }

    /// <summary>With the vectors of other tokens for reference, and no padding, the difference is that of two predictions.</summary>
    [Fact]
    public void Contributions_sum_to_the_difference_of_two_texts()
    {
        ExplainedTokens network = new(1);
        using Explainer<double> explainer = network.CreateExplainer();
        int[] tokens = [3, 1, 7, 2, 9], others = [5, 1, 6, 10, 10];
        double[] reference = new double[Values], contributions = new double[Values];
        explainer.Stage("Embed", others, Length, 0, reference, []);
        explainer.DeepLift(tokens, Length, reference, 0, contributions);
        ExplainerTests.AssertClose(network.Predict(tokens)[0] - network.Predict(others)[0], contributions.Sum(), 1e-9);

        // The same token at the same place contributes nothing.
        Assert.All(contributions[Width..(2 * Width)], value => Assert.Equal(0, value));
    }

    [Fact]
    public void Attention_weights_are_a_plain_softmax()
    {
        ExplainedTokens network = new(1);
        using Explainer<double> explainer = network.CreateExplainer();
        const int layers = 2, heads = 2, pairs = Length * Length;
        double[] weights = new double[2 * layers * heads * pairs], x = new double[2 * Values];
        explainer.Attention("Blocks", s_tokens, Length, weights);
        for (int row = 0; row < weights.Length / Length; row++)
        {
            ExplainerTests.AssertClose(1, weights.AsSpan(row * Length, Length).ToArray().Sum(), 1e-12);
        }

        // The first attention of the second sample, whose last two tokens are padding.
        explainer.Stage("Embed", s_tokens, Length, 0, x, []);
        Parameter weight = network.Parameters.First(p => p.Name.EndsWith("in_weight", StringComparison.Ordinal));
        Parameter bias = network.Parameters.First(p => p.Name.EndsWith("in_bias", StringComparison.Ordinal));
        double[] w = weight.AsSpan<double>().ToArray(), b = bias.AsSpan<double>().ToArray();
        double Projected(int row, int to) =>
            b[to] + Enumerable.Range(0, Width).Sum(d => w[(to * Width) + d] * x[Values + (row * Width) + d]);
        for (int head = 0; head < heads; head++)
        {
            for (int i = 0; i < Length; i++)
            {
                double[] scores =
                [
                    .. Enumerable.Range(0, 3).Select(j => Math.Exp(Enumerable.Range(0, 4).Sum(d =>
                        Projected(i, (head * 4) + d) * Projected(j, Width + (head * 4) + d)) / 2)),
                ];
                for (int j = 0; j < Length; j++)
                {
                    double found = weights[(layers * heads * pairs) + (head * pairs) + (i * Length) + j];
                    ExplainerTests.AssertClose(j < 3 ? scores[j] / scores.Sum() : 0, found, 1e-9);
                }
            }
        }
    }

    [Fact]
    public void Relevance_is_of_the_embedding()
    {
        using Explainer<double> explainer = new ExplainedTokens(1).CreateExplainer();
        double[] relevance = new double[2 * Values];
        explainer.Relevance(s_tokens, Length, 0, RelevanceRule.Epsilon, relevance);
        Assert.All(relevance, value => Assert.True(double.IsFinite(value)));
        Assert.All(relevance[..Values], value => Assert.NotEqual(0, value));

        // Padding is neither seen nor averaged.
        Assert.All(relevance[(Values + (3 * Width))..], value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_does_not_fit_is_an_error()
    {
        using Explainer<double> explainer = new ExplainedTokens(1).CreateExplainer();
        double[] gradients = new double[2 * Values];
        Assert.Throws<ArgumentException>("tokens", () => explainer.Gradient([1, 2, 11, 2, 1], Length, 0, gradients));
        Assert.Throws<ArgumentException>("length", () => explainer.Gradient(s_tokens, 8, 0, gradients));
        Assert.Throws<ArgumentException>("samples", () => explainer.Gradient(new double[14], 0, gradients));
        Assert.Throws<ArgumentException>("path", () => explainer.Gradient(s_tokens, Length, [], [0.5, 0.5, 0.5], 0, gradients));
    }
}
