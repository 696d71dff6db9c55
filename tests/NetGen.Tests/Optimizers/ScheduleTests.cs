using Xunit;

namespace NetGen.Tests;

public class ScheduleTests
{
    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(25, 0.8535533905932737)]
    [InlineData(50, 0.5)]
    [InlineData(75, 0.14644660940672627)]
    [InlineData(100, 0.0)]
    [InlineData(1000, 0.0)]
    public void Cosine_falls_from_one_to_zero(long step, double expected)
        => Assert.Equal(expected, new CosineDecay(steps: 100).Factor(At(step)), 15);

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(4, 0.5)]
    [InlineData(9, 1.0)]
    [InlineData(10, 1.0)]
    [InlineData(60, 0.6)]
    [InlineData(110, 0.2)]
    public void Cosine_rises_through_the_warm_up_and_ends_at_the_final_factor(long step, double expected)
        => Assert.Equal(expected, new CosineDecay(110, finalFactor: 0.2, warmupSteps: 10).Factor(At(step)), 15);

    [Fact]
    public void Cosine_takes_the_steps_of_the_training_unless_it_has_its_own()
    {
        Assert.Equal(0.5, new CosineDecay().Factor(At(10, totalSteps: 20)), 15);
        Assert.Equal(0.5, new CosineDecay(40).Factor(At(20, totalSteps: 25)), 15);
        Assert.Equal(0.75, new CosineDecay(warmupSteps: 4).Factor(At(2, totalSteps: 3)), 15);
        Assert.Contains("steps", Assert.Throws<InvalidOperationException>(() => new CosineDecay().Factor(At(0))).Message);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(1.99, 1.0)]
    [InlineData(2, 0.5)]
    [InlineData(3.5, 0.5)]
    [InlineData(6, 0.125)]
    public void Step_decay_multiplies_every_so_many_epochs(double epoch, double expected)
        => Assert.Equal(expected, new StepDecay(2, 0.5).Factor(new TrainingPosition(0, epoch, null, null)), 15);

    [Fact]
    public void Step_decay_forgives_rounding_of_the_epoch()
    {
        Assert.Equal(0.125, new StepDecay(0.1, 0.5).Factor(new TrainingPosition(0, 0.3, null, null)), 15);
        Assert.Equal(0.5, new StepDecay(1, 0.5).Factor(new TrainingPosition(0, Math.BitDecrement(1.0), null, null)), 15);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new CosineDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("finalFactor", () => new CosineDecay(10, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("finalFactor", () => new CosineDecay(10, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>("finalFactor", () => new CosineDecay(10, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("warmupSteps", () => new CosineDecay(10, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>("warmupSteps", () => new CosineDecay(10, 0, 10));
        foreach (double value in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>("everyEpochs", () => new StepDecay(value, 0.5));
            Assert.Throws<ArgumentOutOfRangeException>("factor", () => new StepDecay(1, value));
        }
    }

    private static TrainingPosition At(long step, long? totalSteps = null) => new(step, 0, totalSteps, null);
}
