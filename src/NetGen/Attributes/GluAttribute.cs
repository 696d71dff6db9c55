namespace NetGen;

/// <summary>
/// y = a · σ(b), where a is the first half of the features (or channels) and b the second. Dauphin et al. 2016,
/// https://arxiv.org/abs/1612.08083. Input [… × 2n], output [… × n].
/// </summary>
public sealed class GluAttribute : OperationAttribute;
