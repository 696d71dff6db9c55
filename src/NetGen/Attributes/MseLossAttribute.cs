namespace NetGen;

/// <summary>Mean squared error over all outputs and the batch: L = mean (x − t)².</summary>
public sealed class MseLossAttribute : CriterionAttribute;
