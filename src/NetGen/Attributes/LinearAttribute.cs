namespace NetGen;

/// <summary>
/// Fully connected: y = x·Wᵀ + b. Input [features], output [<paramref name="outputs"/>],
/// W [outputs × features], b [outputs]; the number of features follows from the input.
/// </summary>
/// <param name="outputs">Number of outputs, at least 1.</param>
public sealed class LinearAttribute(int outputs) : OperationAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>How the weights start.</summary>
    public Initializer Initializer { get; set; }
}
