namespace NetGen;

/// <summary>
/// Mean over all outputs and the batch of max(0, 1 − s · x), where s is 1 for a yes, a target above ½, else −1: targets are 1 and −1, or 1
/// and 0. Of a support vector machine, Cortes and Vapnik 1995.
/// </summary>
public sealed class HingeLossAttribute : CriterionAttribute;
