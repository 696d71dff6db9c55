namespace NetGen;

/// <summary>
/// The stage has no weights of its own but uses those of another one, which has the same operations and shapes: a Siamese pair. Where the
/// other one has an <see cref="EmbeddingAttribute">Embedding</see> and this one reads no tokens, they share its table, which the
/// <c>Linear</c> here has for weights, and what else is here is its own: a head tied to the embedding. Without a stage, all repetitions of
/// <see cref="RepeatAttribute"/> have the same weights.
/// </summary>
/// <param name="stage">A stage declared earlier: <c>nameof(Left)</c>; none for the repetitions of this one.</param>
public sealed class SharesWeightsAttribute(string? stage = null) : ModifierAttribute
{
    /// <summary>Whose weights.</summary>
    public string? Stage { get; } = stage;
}
