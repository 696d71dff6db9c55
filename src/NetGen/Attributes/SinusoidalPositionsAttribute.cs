namespace NetGen;

/// <summary>
/// y[t] = x[t] + P[t] with P[t, 2i] = sin(t / 10000^(2i/width)), P[t, 2i+1] = cos of the same. Vaswani et al. 2017. Input and output
/// [length × width].
/// </summary>
public sealed class SinusoidalPositionsAttribute : OperationAttribute;
