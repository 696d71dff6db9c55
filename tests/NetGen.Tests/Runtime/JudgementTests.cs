using System.Numerics;
using NetGen.Runtime;
using Xunit;

namespace NetGen.Tests.Runtime;

public sealed class JudgementTests
{
    [Fact]
    public void The_largest_score_is_found_in_single_precision() => CheckAgainstALoop<float>();

    [Fact]
    public void The_largest_score_is_found_in_double_precision() => CheckAgainstALoop<double>();

    [Fact]
    public void A_score_that_is_no_number_is_never_right()
    {
        Assert.False(Judgement.IsLargest<float>([float.NaN, 1, 2], 0));
        Assert.True(Judgement.IsLargest<float>([float.NaN, 1, 2], 2));
    }

    [Fact]
    public void Yes_and_no_must_agree_for_every_score()
    {
        float[] targets = [1, 9, 0, 9, 1];
        Assert.True(Judgement.SidesAgree<float>([0.1f, -0.1f, 3], ref targets[0], 2));
        Assert.False(Judgement.SidesAgree<float>([0.1f, 0.1f, 3], ref targets[0], 2));
        Assert.False(Judgement.SidesAgree<float>([0.1f, -0.1f, 0], ref targets[0], 2));
    }

    private static void CheckAgainstALoop<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new(1);
        for (int size = 1; size < 70; size++)
        {
            // Few different values, so that there are equals.
            T[] scores = [.. Enumerable.Range(0, size).Select(_ => T.CreateTruncating(random.Next(2 + (size / 4)) - 3))];
            int best = scores.ArgMax();
            for (int i = 0; i < size; i++)
            {
                Assert.Equal(i == best, Judgement.IsLargest<T>(scores, i));
            }
        }
    }
}
