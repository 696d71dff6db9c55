namespace NetGen;

/// <summary>
/// Predictions also in integers: the build writes a second forward pass, in which <see cref="LinearAttribute">Linear</see>,
/// <see cref="Conv1dAttribute">Conv1d</see> and <see cref="Conv2dAttribute">Conv2d</see> multiply weights of 8 bits, with a scale for each
/// channel, by inputs of 8 bits. On a class it holds for all stages, on a stage for that one and the blocks and networks in it; all else
/// stays in float. <see cref="Network{T}.Calibrate"/> finds the ranges of the inputs, <see cref="Network{T}.Quantize()"/> makes
/// the network that predicts so.
/// </summary>
/// <remarks>
/// Each such operation gets a running statistic <c>input_range</c>, the smallest and the largest input, which files of the weights hold,
/// too. What stays in float among them: channels in groups, weights with LoRA or weight normalization, and a table of another stage.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property)]
public sealed class QuantizedAttribute : ModifierAttribute
{
    /// <summary>
    /// Whether training steps round weights and inputs as the integers would, so that the network learns to do with them; gradients pass
    /// the rounding as if it were not there, and stop where an input lies outside its range (straight-through estimators; Jacob et al.
    /// 2018, https://arxiv.org/abs/1712.05877). Inputs are rounded once their ranges are calibrated; false unless given.
    /// </summary>
    public bool Training { get; set; }
}
