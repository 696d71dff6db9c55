namespace NetGen;

/// <summary>y = x + the stage's input: what the stage read before its first operation. Both have one shape. He et al. 2016.</summary>
public sealed class ResidualAttribute : OperationAttribute;
