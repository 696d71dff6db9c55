namespace NetGen;

/// <summary>y = min(max(x + 3, 0), 6) / 6: from 0 to 1, as in PyTorch and Keras 3. Howard et al. 2019.</summary>
public sealed class HardSigmoidAttribute : OperationAttribute;
