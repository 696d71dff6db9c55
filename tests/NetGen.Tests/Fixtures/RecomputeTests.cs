using System.Numerics;
using System.Runtime.InteropServices;
using Xunit;

namespace NetGen.Tests.Fixtures;

/// <summary>Networks that compute values again give the same bits as those that keep them.</summary>
public sealed class RecomputeTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Blocks_of_attention(int threads)
    {
        GptSingle kept = new(1);
        GptRecomputedSingle again = new(1);
        Check("gpt", kept, kept.CreateTrainer, again, again.CreateTrainer, threads);
        GptDouble wideKept = new(1);
        GptRecomputedDouble wideAgain = new(1);
        Check("gpt", wideKept, wideKept.CreateTrainer, wideAgain, wideAgain.CreateTrainer, threads);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Blocks_with_running_statistics(int threads)
    {
        ResNetSingle kept = new(1);
        ResNetRecomputedSingle again = new(1);
        Check("resnet", kept, kept.CreateTrainer, again, again.CreateTrainer, threads);
        ResNetDouble wideKept = new(1);
        ResNetRecomputedDouble wideAgain = new(1);
        Check("resnet", wideKept, wideKept.CreateTrainer, wideAgain, wideAgain.CreateTrainer, threads);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Masks_are_drawn_again(int threads)
    {
        Dropping kept = new(1);
        DroppingRecomputed again = new(1);
        Check("gpt", kept, kept.CreateTrainer, again, again.CreateTrainer, threads);
    }

    private static void Check<T>(
        string batch, Network<T> kept, Func<Optimizer, int, TrainerOptions?, Trainer<T>> trainKept,
        Network<T> again, Func<Optimizer, int, TrainerOptions?, Trainer<T>> trainAgain, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Fixture<T> fixture = new(batch);
        TrainerOptions options = new() { Threads = threads, Seed = 5 };
        using Trainer<T> one = trainKept(fixture.CreateOptimizer(), fixture.BatchSize, options);
        using Trainer<T> other = trainAgain(fixture.CreateOptimizer(), fixture.BatchSize, options);
        T[] start = kept.Parameters[0].AsSpan<T>().ToArray();
        for (int step = 0; step < fixture.Steps; step++)
        {
            Assert.Equal(FixtureSteps.Run(one, fixture), FixtureSteps.Run(other, fixture));
            foreach ((Parameter parameter, Parameter same) in kept.Parameters.Zip(again.Parameters))
            {
                Assert.Equal(parameter.ToString(), same.ToString());
                AssertBits(parameter.AsSpan<T>(), same.AsSpan<T>());
                if (parameter.IsTrained)
                {
                    AssertBits(one.Gradient(parameter), other.Gradient(same));
                }
            }
        }

        Assert.NotEqual(start, kept.Parameters[0].AsSpan<T>().ToArray());
    }

    private static void AssertBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged => Assert.True(MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)));
}
