namespace NetGen;

/// <summary>y = log σ(x) = −log(1 + e^−x), computed as min(x, 0) − log(1 + e^−|x|), which never overflows.</summary>
public sealed class LogSigmoidAttribute : OperationAttribute;
