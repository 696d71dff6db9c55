namespace Flashcards;

/// <summary>How well a model foresees what is recalled of histories that it was not trained on.</summary>
/// <param name="LogLoss">Mean of −log p of what happened.</param>
/// <param name="Groups">
/// The reviews in groups of equal size by the recall foreseen: its mean in each, and the share that was recalled.
/// </param>
internal sealed record Calibration(double LogLoss, IReadOnlyList<(double Foreseen, double Recalled)> Groups)
{
    private const int GroupCount = 20;

    /// <summary>Measures one.</summary>
    public static Calibration Of(CardHistories histories, MemoryModel.Weights weights)
    {
        (float Recall, float Target)[] reviews = [.. histories.Predict(weights)];
        return new Calibration(
            reviews.Average(review => (double)MemoryModel.LogLoss(review.Recall, review.Target)),
            [
                .. reviews.OrderBy(review => review.Recall)
                    .Chunk((reviews.Length + GroupCount - 1) / GroupCount)
                    .Select(group => (group.Average(review => (double)review.Recall), group.Average(review => (double)review.Target))),
            ]);
    }
}
