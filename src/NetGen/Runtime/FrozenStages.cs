namespace NetGen.Runtime;

/// <summary>
/// Which stages of a network a trainer updates nothing of: where these are the first ones, the backward pass ends behind them.
/// </summary>
internal static class FrozenStages
{
    /// <summary>The first of <see cref="ProgramPlan.TrainedStages"/> that has weights to update; their number where none has.</summary>
    /// <param name="plan">Of the training step.</param>
    /// <param name="layout">What is updated now.</param>
    public static int FirstTrained(ProgramPlan plan, UpdateLayout layout)
    {
        HashSet<string> trained =
        [
            .. layout.Parameters
                .Where(parameter => !layout.IsFrozen(parameter.Offset))
                .Select(parameter => parameter.Name.Split('.')[0]),
        ];
        int first = 0;
        while (first < plan.TrainedStages.Count && !trained.Contains(plan.TrainedStages[first]))
        {
            first++;
        }

        return first;
    }
}
