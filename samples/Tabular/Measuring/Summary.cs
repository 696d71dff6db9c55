namespace Tabular.Measuring;

/// <summary>What one learner made of all folds, trained on one share of the rows: means over the folds.</summary>
/// <param name="Learner">Its name.</param>
/// <param name="TrainRows">Rows trained on in the first fold.</param>
/// <param name="Score">Of all rows.</param>
/// <param name="Deviation">Of the root mean squared error, from fold to fold.</param>
/// <param name="New">Root mean squared error of the rows whose measurements stand in no row trained on.</param>
/// <param name="Seconds">That the learning of a fold took.</param>
/// <param name="IsWhole">Whether all rows of the other folds were trained on.</param>
internal sealed record Summary(
    string Learner, int TrainRows, Score Score, double Deviation, double New, double Seconds, bool IsWhole)
{
    /// <summary>One for each learner and share, in the order of the outcomes.</summary>
    public static IReadOnlyList<Summary> Of(IReadOnlyList<Outcome> outcomes) =>
        [.. outcomes.GroupBy(outcome => (outcome.Learner, outcome.Halving)).Select(group => Of(group.Key.Learner, [.. group]))];

    private static Summary Of(string learner, Outcome[] folds)
    {
        double rmse = folds.Average(fold => fold.Score.Rmse);
        return new(
            learner,
            folds[0].TrainRows,
            new(rmse, folds.Average(fold => fold.Score.Mae), folds.Average(fold => fold.Score.RSquared)),
            Math.Sqrt(folds.Average(fold => (fold.Score.Rmse - rmse) * (fold.Score.Rmse - rmse))),
            folds.Average(fold => fold.New.Rmse),
            folds.Average(fold => fold.Seconds),
            folds[0].Halving == 0);
    }
}
