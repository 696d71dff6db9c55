namespace NetGen;

/// <summary>
/// Fully connected: y = x·Wᵀ + b. Input [features], output [outputs]; of a sequence, each position by itself: [length × features] gives
/// [length × outputs]. W [outputs × features], b [outputs]; the number of features follows from the input.
/// </summary>
public sealed class LinearAttribute : WeightedAttribute
{
    /// <summary>Fully connected to <paramref name="outputs"/> outputs.</summary>
    /// <param name="outputs">Number of outputs, at least 1.</param>
    public LinearAttribute(int outputs) => Outputs = outputs;

    /// <inheritdoc cref="LinearAttribute(int)"/>
    public LinearAttribute(string outputs) => Outputs = outputs;

    /// <summary>Number of outputs.</summary>
    public Size Outputs { get; }

    /// <summary>Whether a bias is added: true unless given.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>What each bias starts from, from −1000 to 1000: 0 unless given.</summary>
    public float BiasStart { get; set; }

    /// <summary>
    /// Whether each output's weights are trained as a direction v and a length g, w = g · v / ‖v‖: false unless given. The parameters are
    /// then weight (v) and weight_g [outputs], which starts as ‖v‖. Salimans and Kingma 2016, "Weight Normalization".
    /// </summary>
    public bool WeightNorm { get; set; }
}
