namespace Tabular.Measuring;

/// <summary>What one learner made of one fold.</summary>
/// <param name="Learner">Its name.</param>
/// <param name="Fold">The fold tested on.</param>
/// <param name="Halving">How often the rows to train on were halved: 0 for all of them.</param>
/// <param name="TrainRows">Rows trained on.</param>
/// <param name="Score">Of all rows of the fold.</param>
/// <param name="New">Of those rows whose measurements stand in no row trained on.</param>
/// <param name="Seconds">That the learning took.</param>
internal sealed record Outcome(string Learner, int Fold, int Halving, int TrainRows, Score Score, Score New, double Seconds)
{
    /// <summary>What it foresaw of each row of the fold, and what was true; empty for parts of the learning curve.</summary>
    public IReadOnlyList<(float Predicted, float True)> Rows { get; init; } = [];

    /// <summary>How much the root mean squared error grows where one column is shuffled; empty for parts of the learning curve.</summary>
    public IReadOnlyList<(string Column, double Growth)> Importance { get; init; } = [];
}
