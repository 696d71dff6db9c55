namespace NetGen;

/// <summary>
/// The mean along one dimension, which then has one element; over the length of a sequence the result is plain features, over its features
/// one number a position.
/// </summary>
/// <param name="axis">Which dimension.</param>
public sealed class MeanOverAttribute(Axis axis) : OverAxisAttribute(axis);
