namespace NetGen;

/// <summary>y = x · min(max(x + 3, 0), 6) / 6. Howard et al. 2019, https://arxiv.org/abs/1905.02244.</summary>
public sealed class HardSwishAttribute : OperationAttribute;
