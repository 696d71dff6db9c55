namespace NetGen.Generators.Ops;

/// <summary>
/// [q, k, v] = x·Wᵢᵀ + bᵢ;  y = attention(q, k, v)·Wₒᵀ + bₒ, each position looking at itself and those before it.  Radford et al. 2018.
/// </summary>
internal sealed class CausalSelfAttentionOp(CausalSelfAttentionAttribute attribute) : SelfAttentionOp(attribute, isCausal: true);
