namespace NetGen;

/// <summary>A stage with <see cref="ExplainAttribute">Explain</see>.</summary>
/// <param name="Name">As declared: <c>nameof(Body)</c>.</param>
/// <param name="Shape">Of one sample's output: (features), (length, features), (channels, height, width).</param>
/// <param name="AttentionHeads">Heads of its attention; 0 where it has none.</param>
public sealed record ExplainedStage(string Name, Shape Shape, int AttentionHeads = 0);
