namespace NetGen;

/// <summary>
/// Each position looks at itself and the positions before it:
/// y = softmax(q·kᵀ / √(width/heads)) · v for each head, heads side by side, then a linear map. Vaswani et al. 2017.
/// Input and output [length × width].
/// Parameters: in_weight [(width + 2 · kv) × width], rows for queries, then keys, then values, with kv = width · KeyValueHeads / heads;
/// in_bias; out_weight [width × width]; out_bias.
/// </summary>
/// <remarks>
/// The matrix of all pairs of positions is never stored: the backward pass computes it again, tile by tile. Dao et al. 2022.
/// </remarks>
public sealed class CausalSelfAttentionAttribute : AttentionAttribute
{
    /// <summary>With so many heads.</summary>
    /// <param name="heads">A divisor of the width.</param>
    public CausalSelfAttentionAttribute(int heads)
        : base(heads)
    {
    }

    /// <inheritdoc cref="CausalSelfAttentionAttribute(int)"/>
    public CausalSelfAttentionAttribute(string heads)
        : base(heads)
    {
    }
}
