namespace NetGen;

/// <summary>
/// y = log(1 + e^(beta · x)) / beta, computed as max(z, 0) + log(1 + e^−|z|) with z = beta · x, which never overflows.
/// </summary>
public sealed class SoftplusAttribute : OperationAttribute
{
    /// <summary>With that beta.</summary>
    /// <param name="beta">The larger, the closer to Relu: above 0 and at most 1000; 1 unless given.</param>
    public SoftplusAttribute(float beta = 1) => Beta = beta;

    /// <summary>The same, inside a block.</summary>
    /// <param name="beta">The larger, the closer to Relu: above 0 and at most 1000.</param>
    public SoftplusAttribute(string beta) => Beta = beta;

    /// <summary>The larger, the closer to Relu.</summary>
    public Rate Beta { get; }
}
