namespace NetGen.ML;

/// <summary>Names of the columns that a network reads and adds.</summary>
internal sealed record ColumnNames(string Features, string PredictedLabel, string Score, string Probability)
{
    public static ColumnNames Of(NetworkTrainerOptions options) => new(
        options.FeatureColumnName, options.PredictedLabelColumnName, options.ScoreColumnName, options.ProbabilityColumnName);
}
