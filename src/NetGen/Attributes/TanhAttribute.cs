namespace NetGen;

/// <summary>y = tanh x.</summary>
public sealed class TanhAttribute : OperationAttribute;
