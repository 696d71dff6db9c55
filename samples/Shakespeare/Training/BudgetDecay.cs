using NetGen;

namespace Shakespeare.Training;

/// <summary>
/// Half a cosine over a budget of time or steps, times a linear warm-up over the first w steps: with the share s used up, step t has the
/// factor min(1, (t + 1) / w) · (1 + cos(π · min(s, 1))) / 2.
/// </summary>
/// <param name="budget">How long the training is.</param>
/// <param name="warmupSteps">w, at least 1.</param>
internal sealed class BudgetDecay(TrainingBudget budget, int warmupSteps) : LearningRateSchedule
{
    /// <inheritdoc/>
    public override double Factor(in TrainingPosition position)
    {
        double warmup = Math.Min(1, (position.Step + 1.0) / warmupSteps);
        return warmup * (1 + Math.Cos(Math.PI * Math.Min(budget.Share(position.Step), 1))) / 2;
    }
}
