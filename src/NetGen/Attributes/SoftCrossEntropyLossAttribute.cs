namespace NetGen;

/// <summary>
/// Softmax cross-entropy between the output (before softmax) and a target distribution, a probability for each class: L = −Σ tᵢ ·
/// log softmax(x)ᵢ, averaged over the batch and its positions or pixels. Labels serve, too: their class has all, so that <see cref="Mixup"/>
/// can mix them. Where they are not mixed, <see cref="CrossEntropyLossAttribute"/> computes the same faster.
/// </summary>
public sealed class SoftCrossEntropyLossAttribute : CriterionAttribute;
