namespace NetGen;

/// <summary>yᵢ = eˣⁱ / Σ eˣʲ over the features, or over the channels of each pixel. CrossEntropyLoss wants the values before it.</summary>
public sealed class SoftmaxAttribute : OperationAttribute;
