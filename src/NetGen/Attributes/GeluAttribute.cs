namespace NetGen;

/// <summary>
/// y = x · Φ(x), with Φ the normal distribution function: the exact form, through erf, or its approximation by tanh. Hendrycks and Gimpel
/// 2016, https://arxiv.org/abs/1606.08415.
/// </summary>
public sealed class GeluAttribute : OperationAttribute
{
    /// <summary>How Φ is computed: <see cref="GeluApproximation.None"/> unless given.</summary>
    public GeluApproximation Approximation { get; set; }
}
