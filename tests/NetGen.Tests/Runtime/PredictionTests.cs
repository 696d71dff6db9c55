using Xunit;

namespace NetGen.Tests.Runtime;

public sealed class PredictionTests
{
    public static TheoryData<int, double[]> Cases => new()
    {
        { -1, [] },
        { -1, [double.NaN] },
        { -1, [double.NaN, double.NaN, double.NaN] },
        { 1, [double.NaN, -3, double.NaN] },
        { 2, [1, double.NaN, 2] },
        { 0, [2, double.NaN, 1] },
        { 1, [double.NaN, double.NegativeInfinity] },
        { 1, [0, double.PositiveInfinity, double.PositiveInfinity] },
        { 0, [0.0, -0.0, 0.0] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_largest_score_wins_and_what_is_not_a_number_never_does(int expected, double[] scores)
    {
        Assert.Equal(expected, scores.ArgMax());
        Assert.Equal(expected, Array.ConvertAll(scores, score => (float)score).ArgMax());
    }

    [Fact]
    public void Integers_have_a_largest_too() => Assert.Equal(1, new[] { 3, 7, 7 }.ArgMax());
}
