using Xunit;

namespace NetGen.Tests.Runtime;

public sealed class PredictionTests
{
    [Theory]
    [InlineData(-1, double.NaN)]
    [InlineData(-1, double.NaN, double.NaN, double.NaN)]
    [InlineData(1, double.NaN, -3, double.NaN)]
    [InlineData(2, 1, double.NaN, 2)]
    [InlineData(0, 2, double.NaN, 1)]
    [InlineData(1, double.NaN, double.NegativeInfinity)]
    [InlineData(1, 0, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(0, 0.0, -0.0, 0.0)]
    public void The_largest_score_wins_and_what_is_not_a_number_never_does(int expected, params double[] scores)
    {
        Assert.Equal(expected, scores.ArgMax());
        Assert.Equal(expected, Array.ConvertAll(scores, score => (float)score).ArgMax());
    }

    [Fact]
    public void Integers_have_a_largest_too() => Assert.Equal((1, -1), (new[] { 3, 7, 7 }.ArgMax(), Array.Empty<int>().ArgMax()));
}
