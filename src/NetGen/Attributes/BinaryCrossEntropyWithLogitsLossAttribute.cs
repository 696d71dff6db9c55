namespace NetGen;

/// <summary>
/// Cross-entropy of independent yes/no outputs before the sigmoid (logits), averaged over all outputs and the batch:
/// L = max(x, 0) − x·t + log(1 + e^−|x|), with targets t in [0, 1].
/// </summary>
public sealed class BinaryCrossEntropyWithLogitsLossAttribute : LossAttribute;
