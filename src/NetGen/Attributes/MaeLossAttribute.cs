namespace NetGen;

/// <summary>
/// Mean absolute error over all outputs and the batch: L = mean |x − t|. Its gradient is 0 where x = t. PyTorch's L1Loss.
/// </summary>
public sealed class MaeLossAttribute : CriterionAttribute;
