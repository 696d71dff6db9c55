namespace NetGen;

/// <summary>
/// The stage's output is one of the network's predictions. Without it, those of the stages with losses are, or else the last stage's.
/// </summary>
public sealed class OutputAttribute : ModifierAttribute;
