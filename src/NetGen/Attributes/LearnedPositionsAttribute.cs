namespace NetGen;

/// <summary>
/// y[t] = x[t] + P[t]: a trained vector for each position. Input and output [length × width], P [length × width], started from N(0, 0.02²)
/// unless <see cref="WeightedAttribute.Initializer"/> says otherwise.
/// </summary>
public sealed class LearnedPositionsAttribute : WeightedAttribute;
