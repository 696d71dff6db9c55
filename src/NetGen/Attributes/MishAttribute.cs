namespace NetGen;

/// <summary>y = x · tanh(log(1 + eˣ)). Misra 2019, https://arxiv.org/abs/1908.08681.</summary>
public sealed class MishAttribute : OperationAttribute;
