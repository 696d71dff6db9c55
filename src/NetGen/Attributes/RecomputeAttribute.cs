namespace NetGen;

/// <summary>
/// The backward pass computes the stage's inside again, from its input, instead of keeping it: less memory for about a third more work, and
/// the same bits. Chen et al. 2016, https://arxiv.org/abs/1604.06174. With <see cref="RepeatAttribute"/>, each repetition by itself.
/// </summary>
public sealed class RecomputeAttribute : ModifierAttribute;
