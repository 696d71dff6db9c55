using NetGen.Tests.Fixtures;
using Xunit;

namespace NetGen.Tests;

/// <summary>Schedules against PyTorch's, step by step.</summary>
public sealed class ScheduleFixtureTests
{
    private const int Steps = 60;

    public static TheoryData<string, LearningRateSchedule> Schedules => new()
    {
        { "multi_step", new MultiStepDecay([5, 6, 40], 0.3) },
        { "multi_step", new MultiStepDecay([5, 6, 40], 0.3, ScheduleUnit.Steps) },
        { "exponential", new ExponentialDecay(0.93) },
        { "exponential", new ExponentialDecay(0.93, ScheduleUnit.Steps) },
        { "exponential", new StepDecay(1, 0.93) },
        { "polynomial", new PolynomialDecay(50, power: 2.5) },
        { "restarts", new CosineRestarts(7, leastFactor: 0.05) },
        { "growing_restarts", new CosineRestarts(4, growth: 2) },
        { "growing_restarts", new CosineRestarts(4, growth: 2, unit: ScheduleUnit.Steps) },
        { "one_cycle", new OneCycle() },
        { "one_cycle", new OneCycle(Steps) },
        { "one_cycle_linear", new OneCycle(rising: 0.4, startDivisor: 10, endDivisor: 100, isLinear: true) },
        { "warm_up", new WarmUp(12, startFactor: 0.2) },
        { "warm_up", new WarmUp(12, new ConstantRate(), startFactor: 0.2) },
        { "chained", Chain(ScheduleUnit.Steps) },
        { "chained", Chain(ScheduleUnit.Epochs) },
    };

    /// <summary>One step an epoch, so that both units must agree.</summary>
    [Theory]
    [MemberData(nameof(Schedules))]
    public void Factors_are_those_of_PyTorch(string name, LearningRateSchedule schedule)
    {
        using Fixture<double> fixture = new("schedules");
        double[] expected = fixture[name];
        Assert.Equal(Steps, expected.Length);
        for (int step = 0; step < Steps; step++)
        {
            Assert.Equal(expected[step], schedule.Factor(new TrainingPosition(step, step, Steps, Steps)), 1e-12);
        }
    }

    public static TheoryData<string, ReduceOnPlateau> Plateaus => new()
    {
        { "plateau", new ReduceOnPlateau(0.5, patience: 2) },
        { "plateau_cooldown", new ReduceOnPlateau(0.1, patience: 1, cooldown: 3, threshold: 0.1, leastFactor: 0.005) },
        { "plateau_rising", new ReduceOnPlateau(0.5, patience: 2, metric: metrics => 2 - metrics.Loss, higherIsBetter: true) },
    };

    [Theory]
    [MemberData(nameof(Plateaus))]
    public void Plateaus_reduce_the_rate_as_PyTorch_does(string name, ReduceOnPlateau plateau)
    {
        using Fixture<double> fixture = new("schedules");
        double[] losses = fixture["plateau_losses"], expected = fixture[name];
        TrainingContext context = new([], losses.Length, 1, null!, () => null);
        Assert.Contains(expected, factor => factor < 0.3);
        Assert.Equal(1, plateau.Schedule.Factor(default));
        plateau.OnTrainBegin(context);
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            context.History.Add(Metrics(epoch + 1, losses[epoch]));
            plateau.OnEpochEnd(context);
            Assert.Equal(expected[epoch], plateau.Schedule.Factor(default), 1e-12);
            Assert.Equal(plateau.CurrentFactor, plateau.Schedule.Factor(default));
        }
    }

    [Fact]
    public void A_plateau_watches_the_validation_and_multiplies_its_schedule()
    {
        ReduceOnPlateau plateau = new(0.5, patience: 0, schedule: new StepDecay(1, 0.1));
        TrainingContext context = new([], 3, 1, null!, () => null);
        Assert.Equal(1, plateau.Schedule.Factor(default));
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            context.History.Add(Metrics(epoch, 1.0 / epoch) with { ValidationLoss = 2 });
            plateau.OnEpochEnd(context);
        }

        Assert.Equal(2, plateau.Best);
        Assert.Equal(0.05, plateau.Schedule.Factor(new TrainingPosition(10, 1, null, null)), 1e-15);
    }

    [Fact]
    public void A_plateau_whose_schedule_nobody_has_says_so()
    {
        ReduceOnPlateau plateau = new(patience: 0);
        TrainingContext context = new([], 3, 1, null!, () => null);
        context.History.Add(Metrics(1, 1));
        plateau.OnEpochEnd(context);
        context.History.Add(Metrics(2, 1));
        Assert.Contains("Schedule = plateau.Schedule", Assert.Throws<InvalidOperationException>(() => plateau.OnEpochEnd(context)).Message);
    }

    private static ChainedSchedule Chain(ScheduleUnit unit) => new(
        [new WarmUp(4, startFactor: 0), new CosineDecay(16), new ExponentialDecay(0.9)], [4, 20], unit);

    private static EpochMetrics Metrics(int epoch, double loss) =>
        new() { Epoch = epoch, Loss = loss, Seconds = 1, SamplesPerSecond = 1, LearningRate = 1 };
}
