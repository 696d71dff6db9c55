namespace NetGen;

/// <summary>
/// Mean over all outputs and the batch of log cosh d, d = x − t, computed as |d| + log(1 + e^(−2|d|)) − log 2, which never overflows.
/// </summary>
public sealed class LogCoshLossAttribute : CriterionAttribute;
