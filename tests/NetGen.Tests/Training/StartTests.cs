using Xunit;

namespace NetGen.Tests.Training;

/// <summary>How weights start, by the numbers they start with.</summary>
public sealed class StartTests
{
    [Theory]
    [InlineData(nameof(FurtherStarts.LeCunUniform), 1.0 / 300, 1.7321)]
    [InlineData(nameof(FurtherStarts.LeCunNormal), 4.0 / 200, 5)]
    [InlineData(nameof(FurtherStarts.Truncated), 0.01 * 0.77374, 2.2737)]
    [InlineData(nameof(FurtherStarts.Normal), 0.05 * 0.05, 5)]
    [InlineData(nameof(FurtherStarts.Uniform), 0.3 * 0.3 / 3, 1.7321)]
    [InlineData(nameof(FurtherStarts.BeforeSelu), 1.0 / 200, 5)]
    public void Weights_have_the_mean_variance_and_range_of_their_initializer(string stage, double variance, double range)
    {
        double[] weights = Weights(new FurtherStarts(seed: 1), stage);
        double deviation = Math.Sqrt(variance);

        Assert.InRange(weights.Average(), -0.05 * deviation, 0.05 * deviation);
        Assert.InRange(weights.Average(w => w * w) / variance, 0.95, 1.05);
        Assert.InRange(weights.Max(Math.Abs) / deviation, range == 5 ? 3 : 0.99 * range, range == 5 ? 6 : range);
    }

    [Theory]
    [InlineData(nameof(FurtherStarts.Tall), 200, 1.5)]
    [InlineData(nameof(FurtherStarts.Wide), 50, 1)]
    public void An_orthogonal_matrix_times_its_transpose_is_the_square_of_its_gain(string stage, int rows, double gain)
    {
        double[] weights = Weights(new FurtherStarts(seed: 1), stage);
        int columns = weights.Length / rows, count = Math.Min(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double product = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => At(i, k) * At(j, k));
                Assert.Equal(i == j ? gain * gain : 0, product, 1e-5);
            }
        }

        // Columns of a tall matrix, rows of a wide one.
        double At(int vector, int k) => rows > columns ? weights[(k * columns) + vector] : weights[(vector * columns) + k];
    }

    [Fact]
    public void Constants_are_what_was_written()
    {
        FurtherStarts network = new();
        Assert.All(network.Constant.Weights.Span.ToArray(), weight => Assert.Equal(-0.5f, weight));
        Assert.All(network.Constant.Bias.Span.ToArray(), bias => Assert.Equal(0.25f, bias));
        Assert.All(network.Last["prelu0.weight"].Span.ToArray(), slope => Assert.Equal(0.125f, slope));
        Assert.Equal(0.25f, Assert.Single(network.Last["prelu1.weight"].Span.ToArray()));
    }

    [Fact]
    public void Tables_and_attention_start_as_they_are_told()
    {
        TableStarts network = new(seed: 1);
        Assert.InRange(Variance(network.Embed["embedding0.weight"]) * 64, 0.95, 1.05);
        Assert.InRange(Variance(network.Embed["learnedpositions0.positions"]) / 0.0004, 0.9, 1.1);
        Assert.InRange(Variance(network.Look["selfattention0.in_weight"]) / 0.01, 0.95, 1.05);
        Assert.InRange(Variance(network.Look["selfattention0.out_weight"]) / 0.01, 0.95, 1.05);
        Assert.InRange(Variance(network.Look["selfattention0.in_bias"]), 0, 0);

        static double Variance(Parameter parameter) => parameter.Span.ToArray().Average(value => (double)value * value);
    }

    [Fact]
    public void Normalized_weights_start_as_what_they_would_be_without()
    {
        FurtherStarts network = new(seed: 1);
        float[] weights = network.Normalized.Weights.Span.ToArray(), lengths = network.Normalized["linear0.weight_g"].Span.ToArray();
        Assert.Equal(20, lengths.Length);
        Assert.All(weights.Chunk(10).Zip(lengths), row => Assert.Equal(Math.Sqrt(row.First.Sum(w => (double)w * w)), row.Second, 1e-6));
    }

    [Fact]
    public void A_seed_gives_the_same_weights_again()
    {
        Assert.Equal(All(new FurtherStarts(seed: 3)), All(new FurtherStarts(seed: 3)));
        Assert.NotEqual(All(new FurtherStarts(seed: 3)), All(new FurtherStarts(seed: 4)));

        static float[] All(FurtherStarts network) => [.. network.Parameters.SelectMany(parameter => parameter.Span.ToArray())];
    }

    private static double[] Weights(FurtherStarts network, string stage) =>
    [
        .. network.Parameters.Single(parameter => parameter.Name == $"{stage}.linear0.weight").Span.ToArray().Select(w => (double)w),
    ];
}

/// <summary>Weights of the starts that are asked for, large enough for statistics.</summary>
[Network, Input(300), MseLoss]
internal sealed partial class FurtherStarts
{
    [Linear(200, Initializer = Initializer.LeCunUniform), Relu]
    public partial Layer LeCunUniform { get; }

    [Linear(100, Initializer = Initializer.LeCunNormal, Gain = 2), Relu]
    public partial Layer LeCunNormal { get; }

    [Linear(200, Initializer = Initializer.Orthogonal, Gain = 1.5f)]
    public partial Layer Tall { get; }

    [Linear(50, Initializer = Initializer.Orthogonal)]
    public partial Layer Wide { get; }

    [Linear(300, Initializer = Initializer.TruncatedNormal, Gain = 0.1f)]
    public partial Layer Truncated { get; }

    [Linear(100, Initializer = Initializer.Normal, Gain = 0.05f)]
    public partial Layer Normal { get; }

    [Linear(200, Initializer = Initializer.Uniform, Gain = 0.3f)]
    public partial Layer Uniform { get; }

    [Linear(100), Selu]
    public partial Layer BeforeSelu { get; }

    [Linear(10, Initializer = Initializer.Constant, Gain = -0.5f, BiasStart = 0.25f)]
    public partial Layer Constant { get; }

    [Linear(20, WeightNorm = true)]
    public partial Layer Normalized { get; }

    [PRelu(PerChannel = true, Start = 0.125f), PRelu]
    public partial Layer Last { get; }
}

/// <summary>Tables and attention that start otherwise than by default.</summary>
[Network, TokenInput(vocabulary: 200, length: 50), MseLoss]
internal sealed partial class TableStarts
{
    [Embedding(64, Initializer = Initializer.LeCunNormal), LearnedPositions]
    public partial Layer Embed { get; }

    [SelfAttention(2, Initializer = Initializer.Normal, Gain = 0.1f)]
    public partial Layer Look { get; }
}
