namespace NetGen;

/// <summary>What one batch gave.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Correct">Predictions whose class, or whose every yes and no, was right; 0 where the loss knows neither.</param>
/// <param name="Count">Samples in the batch.</param>
/// <param name="Predictions">
/// Answers judged: one for each sample, or each of its pixels or positions where there is an output for each, without those whose
/// label is left out; 0 where the loss knows no right or wrong.
/// </param>
public readonly record struct BatchResult(double Loss, int Correct, int Count, int Predictions)
{
    /// <summary>
    /// Whether a training step left weights, running statistics and the optimizer as they were, since its loss or a gradient was not
    /// finite.
    /// (Where gradients overflow although the loss is below 10¹⁰, weights of matrix products whose own gradient is finite may have moved.)
    /// </summary>
    public bool IsSkipped { get; init; }
}
