namespace NetGen;

/// <summary>A stage with <see cref="ExplainAttribute">Explain</see>, or that which embeds the tokens.</summary>
/// <param name="Name">As declared: <c>nameof(Body)</c>.</param>
/// <param name="Shape">Of one sample's output: (features), (length, features), (channels, height, width).</param>
/// <param name="Attentions">How many attentions it has, one behind the other.</param>
/// <param name="AttentionHeads">Heads of each of them; 0 where it has none.</param>
public sealed record ExplainedStage(string Name, Shape Shape, int Attentions = 0, int AttentionHeads = 0);
