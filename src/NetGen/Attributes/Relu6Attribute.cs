namespace NetGen;

/// <summary>y = min(max(x, 0), 6). Howard et al. 2017, https://arxiv.org/abs/1704.04861.</summary>
public sealed class Relu6Attribute : OperationAttribute;
