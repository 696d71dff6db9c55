using NetGen;

namespace Shakespeare;

/// <summary>
/// One block of a decoder, normalized before each half: each position looks back at those before it, then thinks by itself.
/// Radford et al.: Language models are unsupervised multitask learners. 2019.
/// </summary>
public sealed partial class DecoderBlock(int heads, int expansion = 4) : BlockAttribute
{
    [LayerNorm, CausalSelfAttention(nameof(heads)), Residual]
    public partial Layer Attend { get; }

    [LayerNorm, Linear($"{nameof(expansion)} * width"), Gelu, Linear("width"), Residual]
    public partial Layer Think { get; }
}
