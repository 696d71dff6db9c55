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

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(9, 1.0)]
    [InlineData(39, 0.5)]
    [InlineData(159, 0.25)]
    public void Inverse_square_root_rises_then_falls(long step, double expected)
        => Assert.Equal(expected, new InverseSquareRoot(10).Factor(At(step)), 15);

    [Fact]
    public void Warm_up_multiplies_the_schedule_it_is_over()
    {
        WarmUp warm = new(4, new CosineDecay(100));
        Assert.Equal(0.5 * new CosineDecay(100).Factor(At(1)), warm.Factor(At(1)), 15);
        Assert.Equal(0.5, warm.Factor(At(50)), 15);
    }

    [Fact]
    public void Schedules_take_the_steps_of_the_training_or_say_that_they_need_them()
    {
        Assert.Equal(0.25, new PolynomialDecay(power: 2).Factor(At(10, totalSteps: 20)), 15);
        Assert.Equal(0.1, new PolynomialDecay(10, finalFactor: 0.1).Factor(At(1000)), 15);
        foreach (LearningRateSchedule schedule in new LearningRateSchedule[] { new PolynomialDecay(), new OneCycle() })
        {
            Assert.Contains(schedule.GetType().Name, Assert.Throws<InvalidOperationException>(() => schedule.Factor(At(0))).Message);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_cycle_is_defined_for_few_steps(int steps)
    {
        OneCycle cycle = new(steps);
        Assert.All(Enumerable.Range(0, steps + 2), step => Assert.InRange(cycle.Factor(At(step)), 1 / 25e4 - 1e-18, 1));
        Assert.Equal(1 / 25e4, cycle.Factor(At(steps)), 15);
    }

    [Fact]
    public void Each_schedule_of_a_chain_has_its_part_as_the_whole_training()
    {
        ChainedSchedule chain = new([new ConstantRate(0.5), new PolynomialDecay(), new PolynomialDecay()], [10, 30]);
        Assert.Equal(0.5, chain.Factor(At(9, totalSteps: 70)));
        Assert.Equal(1, chain.Factor(At(10, totalSteps: 70)));
        Assert.Equal(0.25, chain.Factor(At(25, totalSteps: 70)), 15);
        Assert.Equal(0.75, chain.Factor(At(40, totalSteps: 70)), 15);
        ChainedSchedule epochs = new([new ConstantRate(), new StepDecay(1, 0.5)], [2], ScheduleUnit.Epochs);
        Assert.Equal(1, epochs.Factor(new TrainingPosition(29, 2.9, null, null)));
        Assert.Equal(0.5, epochs.Factor(new TrainingPosition(30, 3, null, null)));
        ChainedSchedule mixed = new([new ConstantRate(), new InverseSquareRoot(4)], [2], ScheduleUnit.Epochs);
        Assert.Equal(0.5, mixed.Factor(new TrainingPosition(20 + 15, 3.5, null, null)), 15);
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
            Assert.Throws<ArgumentOutOfRangeException>("factor", () => new MultiStepDecay([1], value));
            Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ExponentialDecay(value));
            Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ReduceOnPlateau(value));
            Assert.Throws<ArgumentOutOfRangeException>("power", () => new PolynomialDecay(10, value));
            Assert.Throws<ArgumentOutOfRangeException>("period", () => new CosineRestarts(value));
            Assert.Throws<ArgumentOutOfRangeException>("growth", () => new CosineRestarts(1, value));
            Assert.Throws<ArgumentOutOfRangeException>("rising", () => new OneCycle(10, value));
            Assert.Throws<ArgumentOutOfRangeException>("startDivisor", () => new OneCycle(10, startDivisor: value));
            Assert.Throws<ArgumentOutOfRangeException>("endDivisor", () => new OneCycle(10, endDivisor: value));
        }

        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new PolynomialDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => new WarmUp(0));
        Assert.Throws<ArgumentOutOfRangeException>("warmupSteps", () => new InverseSquareRoot(0));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => new ConstantRate(-1));
        Assert.Throws<ArgumentOutOfRangeException>("startFactor", () => new WarmUp(1, null, 2));
        Assert.Throws<ArgumentOutOfRangeException>("unit", () => new ExponentialDecay(1, (ScheduleUnit)7));
        Assert.Throws<ArgumentOutOfRangeException>("patience", () => new ReduceOnPlateau(patience: -1));
        Assert.Throws<ArgumentException>("milestones", () => new MultiStepDecay([2, 2]));
        Assert.Throws<ArgumentException>("milestones", () => new MultiStepDecay([double.NaN]));
        Assert.Throws<ArgumentException>("milestones", () => new ChainedSchedule([new ConstantRate()], [1]));
        Assert.Throws<ArgumentException>("milestones", () => new ChainedSchedule([], []));
        Assert.Throws<ArgumentException>("schedules", () => new ChainedSchedule([null!], []));
    }

    private static TrainingPosition At(long step, long? totalSteps = null) => new(step, 0, totalSteps, null);
}
