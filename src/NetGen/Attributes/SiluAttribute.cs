namespace NetGen;

/// <summary>y = x · sigmoid(x), also called swish. Elfwing et al. 2017.</summary>
public sealed class SiluAttribute : OperationAttribute;
