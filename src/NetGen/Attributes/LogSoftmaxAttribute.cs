namespace NetGen;

/// <summary>
/// yᵢ = xᵢ − log Σ eˣʲ over the features, or over the channels of each pixel: the logarithm of <see cref="SoftmaxAttribute"/>, without its
/// rounding to 0. CrossEntropyLoss wants the values before it.
/// </summary>
public sealed class LogSoftmaxAttribute : OperationAttribute;
