namespace NetGen;

/// <summary>y = max(x, 0).</summary>
public sealed class ReluAttribute : OperationAttribute;
