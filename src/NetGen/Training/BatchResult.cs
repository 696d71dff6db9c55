namespace NetGen;

/// <summary>What one batch gave.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Correct">Samples whose class, or whose every yes and no, was predicted right; 0 where the loss knows neither.</param>
/// <param name="Count">Samples in the batch.</param>
public readonly record struct BatchResult(double Loss, int Correct, int Count);
