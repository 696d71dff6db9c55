using static System.FormattableString;

namespace NetGen;

/// <content>How schedules are asked.</content>
public abstract partial class Trainer<T>
{
    private int _plannedEpochs;

    /// <summary>What the options say holds, also where a checkpoint says something else.</summary>
    private void Plan(int epochs) => _plannedEpochs = _options.PlannedEpochs ?? (_plannedEpochs > 0 ? _plannedEpochs : epochs);

    /// <summary>Epochs at a rate of 0 would learn nothing and say nothing.</summary>
    private void CheckSchedule(FitRun run)
    {
        TrainingContext context = run.Context;
        if (StepsOf(run.Samples.Count) is not { } steps)
        {
            return;
        }

        long total = TotalSteps(_steps - run.Step, steps);
        int end = _epochs + context.Epochs - context.History.Count;
        if (end > _plannedEpochs && context.History.Count < context.Epochs && Optimizer.Rate > 0
            && Optimizer.Schedule?.Factor(new(total, _plannedEpochs, total, _plannedEpochs)) == 0)
        {
            throw new InvalidOperationException(
                Invariant($"{Optimizer.Schedule.GetType().Name} ends at a rate of 0 after {_plannedEpochs} epochs, and the run goes on to ")
                + Invariant($"{end}: where several calls of Fit are one training, give TrainerOptions.PlannedEpochs; else a new trainer."));
        }
    }

    /// <summary>Steps of the whole training, of which an epoch begins at a step.</summary>
    private long TotalSteps(long first, int steps) => first + ((long)(_plannedEpochs - _epochs) * steps);

    private double PrepareStep(in TrainingPosition position)
    {
        double factor = Optimizer.Schedule?.Factor(position) ?? 1;
        if (!(factor >= 0 && double.IsFinite(factor)))
        {
            throw new InvalidOperationException(
                Invariant($"The learning rate schedule gave the factor {factor} for step {position.Step}; ")
                + "it must be finite and not negative.");
        }

        _runner.Epoch = position.Epoch;
        double rate = Optimizer.Rate * factor;
        SetLearningRate(rate);
        return rate;
    }
}
