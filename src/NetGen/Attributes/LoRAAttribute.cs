namespace NetGen;

/// <summary>
/// Every <c>Linear</c> and every linear map of an attention in the stage gets an adapter of low rank, which is trained in place of its
/// weights: y = W·x + (α / rank)·B·A·x, A of rank × inputs (Kaiming-uniform with a = √5, as in the authors' code), B of outputs × rank
/// (zeros, so that at first nothing changes). Hu et al. 2021, "LoRA", https://arxiv.org/abs/2106.09685.
/// </summary>
/// <remarks>
/// All other parameters of the stage are frozen, as with <see cref="FrozenAttribute">Frozen</see>, those of blocks and networks in it
/// included. Adapters are called "Head.linear0.lora_a" and "Head.linear0.lora_b" (of an attention, "in_lora_a", "out_lora_a" …) and are
/// saved by themselves with <see cref="Network{T}.SaveAdapters"/>; the other parameters keep their names, and
/// <see cref="Network{T}.LoadBase"/> reads them from a file of the network without LoRA. A <c>Linear</c> that shares an embedding's table
/// gets no adapter.
/// </remarks>
/// <param name="rank">Rows of A: 1 to 16384.</param>
public sealed class LoRAAttribute(int rank) : ModifierAttribute
{
    /// <summary>Rows of A.</summary>
    public int Rank { get; } = rank;

    /// <summary>What B·A counts, times the rank, above 0: 16 unless given.</summary>
    public float Alpha { get; set; } = 16;

    /// <summary>Probability with which training sets a number to 0 that an adapter reads: 0 unless given.</summary>
    public float Dropout { get; set; }
}
