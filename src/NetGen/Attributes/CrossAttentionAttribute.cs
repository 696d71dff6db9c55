namespace NetGen;

/// <summary>
/// Each position looks at all positions of another stage: y = softmax(q·kᵀ / √(width/heads)) · v for each head, with queries from the value
/// so far, keys and values from the source; heads side by side, then a linear map. Vaswani et al. 2017. Input and output [length × width],
/// source [other length × source width].
/// Parameters: query_weight [width × width], key_value_weight [2 · kv × source width] (keys, then values; kv = width · KeyValueHeads
/// / heads), their biases; out_weight [width × width]; out_bias.
/// </summary>
public sealed class CrossAttentionAttribute : AttentionAttribute
{
    /// <summary>With so many heads.</summary>
    /// <param name="source">The stage looked at: <c>nameof(Encoder)</c>.</param>
    /// <param name="heads">A divisor of the width.</param>
    public CrossAttentionAttribute(string source, int heads)
        : base(heads) => Source = source;

    /// <inheritdoc cref="CrossAttentionAttribute(string, int)"/>
    public CrossAttentionAttribute(string source, string heads)
        : base(heads) => Source = source;

    /// <summary>The stage looked at.</summary>
    public string Source { get; }
}
