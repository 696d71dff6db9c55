namespace NetGen;

/// <summary>
/// y = x · Φ(x), with Φ the normal distribution function (the exact form, through erf). Hendrycks and Gimpel 2016,
/// https://arxiv.org/abs/1606.08415.
/// </summary>
public sealed class GeluAttribute : OperationAttribute;
