using Xunit;

namespace NetGen.Tests.Training;

/// <summary>The parameters of compiled networks: names, shapes, starts.</summary>
public sealed class ParameterTests
{
    private readonly StepClassifier _network = new(seed: 1);

    [Fact]
    public void Parameters_are_named_by_stage_operation_and_role_and_statistics_come_last() => Assert.Equal(
        [
            "Stem.conv2d0.weight 6×1×3×3", "Stem.batchnorm0.weight 6", "Stem.batchnorm0.bias 6",
            "Head.linear0.weight 17×120", "Head.linear1.weight 3×17", "Head.linear1.bias 3",
            "Stem.batchnorm0.running_mean 6", "Stem.batchnorm0.running_var 6",
        ],
        _network.Parameters.Select(parameter => parameter.ToString()));

    [Fact]
    public void Running_statistics_are_not_counted()
    {
        Assert.Equal((6 * 9) + 6 + 6 + (17 * 120) + (3 * 17) + 3, _network.ParameterCount);
        Assert.Equal(
            _network.ParameterCount,
            _network.Parameters.Where(parameter => parameter.IsTrained).Sum(parameter => parameter.Shape.Size));
    }

    [Fact]
    public void A_layer_knows_its_shape_and_parameters()
    {
        Assert.Equal("Stem 6×5×4", _network.Stem.ToString());
        Assert.Equal((new Shape(3), "Head"), (_network.Head.OutputShape, _network.Head.Name));
        Assert.Equal((new Shape(1, 9, 7), new Shape(3)), (_network.InputShape, _network.OutputShape));
        Assert.Same(_network.Parameters[0], _network.Stem.Weights);
        Assert.Same(_network.Parameters[5], _network.Head.Bias);
        Assert.Same(_network.Stem, _network.Stem);
        Assert.Equal(5, _network.Stem.Parameters.Count);
    }

    [Fact]
    public void A_layer_says_which_parameters_it_has()
    {
        Assert.Contains(
            "more than one weight: name one of linear0.weight, linear1.weight.",
            Assert.Throws<InvalidOperationException>(() => _network.Head.Weights).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no parameter linear0.bias; it has linear0.weight, linear1.weight",
            Assert.Throws<KeyNotFoundException>(() => _network.Head["linear0.bias"]).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "Sum has no bias",
            Assert.Throws<InvalidOperationException>(() => new TwiceMasked().Sum.Bias).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => _network.Stem.Weights.AsSpan<double>().Length);
    }

    [Fact]
    public void A_tied_matrix_is_a_parameter_of_both_stages()
    {
        TiedHead network = new(seed: 1);
        Parameter matrix = network.Embed.Weights;
        Assert.Equal("Embed.embedding0.weight 9×4", matrix.ToString());
        Assert.Same(matrix, network.Plain.Weights);
        Assert.Same(matrix, network.Plain["linear0.weight"]);
        Assert.Same(matrix, network.Head["linear0.weight"]);
        Assert.Contains(matrix, network.Head.Parameters);
        Assert.Equal(
            "Head has more than one weight: name one of layernorm0.weight, linear0.weight.",
            Assert.Throws<InvalidOperationException>(() => network.Head.Weights).Message);
    }

    [Fact]
    public void The_bias_of_a_normalization_is_not_that_of_the_layer_beside_it() => Assert.Equal(
        "Head has no bias: name one of layernorm0.weight, layernorm0.bias, linear0.weight.",
        Assert.Throws<InvalidOperationException>(() => new TiedHead().Head.Bias).Message);

    [Fact]
    public void A_stage_that_shares_weights_has_those_of_the_other()
    {
        SharedStages network = new(seed: 1);
        Assert.Same(network.First.Weights, network.Second.Weights);
        Assert.Same(network.First.Bias, network.Second.Bias);
        Assert.Same(network.First["linear0.bias"], network.Second["linear0.bias"]);
        Assert.Equal(network.First.Parameters, network.Second.Parameters);
        Assert.Equal("Blocks.0.Left.linear0.weight 3×3", network.Blocks["0.Right.linear0.weight"].ToString());
        Assert.Same(network.Blocks["1.Left.linear0.weight"], network.Blocks["1.Right.linear0.weight"]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        Assert.Equal(StepData.Bits(_network), StepData.Bits(new StepClassifier(seed: 1)));
        Assert.NotEqual(StepData.Bits(_network), StepData.Bits(new StepClassifier(seed: 2)));
    }

    [Theory]
    [InlineData(nameof(ManyStarts.HeUniform), 2.0 / 300, true)]
    [InlineData(nameof(ManyStarts.HeNormal), 2.0 / 200, false)]
    [InlineData(nameof(ManyStarts.XavierUniform), 2.0 / 300, true)]
    [InlineData(nameof(ManyStarts.XavierNormal), 2.0 / 300, false)]
    [InlineData(nameof(ManyStarts.BeforeGelu), 2.0 / 100, true)]
    [InlineData(nameof(ManyStarts.BeforeTanh), 2.0 / 300, true)]
    [InlineData(nameof(ManyStarts.BeforeRelu), 2.0 / 100, true)]
    [InlineData(nameof(ManyStarts.Last), 2.0 / 200, true)]
    public void Weights_start_with_the_mean_and_variance_of_their_initializer(string stage, double variance, bool isUniform)
    {
        ManyStarts network = new(seed: 1);
        double[] weights = [.. Find(network, $"{stage}.linear0.weight").Select(value => (double)value)];
        double bound = Math.Sqrt(3 * variance);
        Assert.InRange(weights.Average(), -0.05 * bound, 0.05 * bound);
        Assert.InRange(weights.Average(weight => weight * weight) / variance, 0.95, 1.05);
        Assert.Equal(isUniform, weights.Max(Math.Abs) <= bound);
        Assert.True(weights.Max(Math.Abs) > 0.99 * bound);
        Assert.All(Find(network, $"{stage}.linear0.bias"), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void Normalization_starts_as_the_identity()
    {
        ManyStarts network = new(seed: 1);
        Assert.All(Find(network, "BeforeGelu.batchnorm0.weight"), value => Assert.Equal(1, value));
        Assert.All(Find(network, "BeforeGelu.batchnorm0.bias"), value => Assert.Equal(0, value));
        Assert.All(Find(network, "BeforeGelu.batchnorm0.running_mean"), value => Assert.Equal(0, value));
        Assert.All(Find(network, "BeforeGelu.batchnorm0.running_var"), value => Assert.Equal(1, value));
    }

    private static float[] Find(ManyStarts network, string name) =>
        network.Parameters.Single(parameter => parameter.Name == name).Span.ToArray();
}
