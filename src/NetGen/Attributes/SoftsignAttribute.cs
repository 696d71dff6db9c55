namespace NetGen;

/// <summary>y = x / (1 + |x|). Glorot and Bengio 2010.</summary>
public sealed class SoftsignAttribute : OperationAttribute;
