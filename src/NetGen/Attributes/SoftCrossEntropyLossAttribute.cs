namespace NetGen;

/// <summary>
/// Softmax cross-entropy between the output (before softmax) and a target distribution, a probability for each class: L = −Σ tᵢ ·
/// log softmax(x)ᵢ, averaged over the batch and its positions or pixels. For labels: <see cref="CrossEntropyLossAttribute"/>.
/// </summary>
public sealed class SoftCrossEntropyLossAttribute : CriterionAttribute;
