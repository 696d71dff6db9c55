namespace NetGen;

/// <summary>
/// The stage's weights are loaded, but never trained: an encoder under a new head. No step computes their gradients, nor what only these
/// need; they take no memory for gradients and none of the optimizer. A <see cref="BatchNormAttribute">BatchNorm</see> in the stage
/// normalizes by its running statistics and leaves them, as with <see cref="BatchNormAttribute.Frozen"/>; a dropout stays what it is.
/// </summary>
/// <remarks>
/// It holds for the blocks and networks in the stage, too. Names and shapes are those of the network without it, whose files can be loaded.
/// Stages that share the weights use them frozen.
/// </remarks>
public sealed class FrozenAttribute : ModifierAttribute;
