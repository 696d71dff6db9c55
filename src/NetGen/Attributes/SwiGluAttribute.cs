namespace NetGen;

/// <summary>
/// y = silu(a) · b, where a is the first half of the features and b the second: <c>[Linear(2 * hidden), SwiGlu, Linear(width)]</c>. Shazeer
/// 2020.
/// Input [… × 2n], output [… × n].
/// </summary>
public sealed class SwiGluAttribute : OperationAttribute;
