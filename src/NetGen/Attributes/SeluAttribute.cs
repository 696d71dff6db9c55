namespace NetGen;

/// <summary>
/// y = λ · x for x &gt; 0, else λ · α · (eˣ − 1), λ = 1.0507009873554805, α = 1.6732632423543772: values keep mean 0 and variance 1 from
/// layer to layer. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515. Weights before it start as
/// <see cref="Initializer.LeCunNormal"/>.
/// </summary>
public sealed class SeluAttribute : OperationAttribute;
