namespace NetGen;

/// <summary>
/// <see cref="Network{T}.Features(string, ReadOnlySpan{T})"/> gives the stage's output, as in a prediction: dropout off, running statistics
/// in use. The build writes one more forward pass that ends behind the last stage with it.
/// </summary>
public sealed class FeaturesAttribute : ModifierAttribute;
