namespace NetGen;

/// <summary>
/// Lion: steps of one size in each direction, by the sign of a momentum; it remembers half of what <see cref="AdamW"/> does. With learning
/// rate η and weight decay λ: p ← p · (1 − η·λ) − η · sign(β₁·m + (1 − β₁)·g);  m ← β₂·m + (1 − β₂)·g. Its authors take a rate three to
/// ten times smaller than AdamW's, and a decay as many times larger. Chen et al. 2023, https://arxiv.org/abs/2302.06675.
/// </summary>
public sealed class Lion : Optimizer
{
    private readonly double _beta1, _beta2;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="weightDecay">λ, at least 0: the share of each parameter, times the learning rate, that a step takes away.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Lion(float learningRate = 1e-4f, float beta1 = 0.9f, float beta2 = 0.99f, float weightDecay = 0)
        : base(learningRate, UpdateRule.Of<LionRule>(), weightDecay)
    {
        Beta1 = Decay(beta1);
        Beta2 = Decay(beta2);
        (_beta1, _beta2) = (Widen(beta1), Widen(beta2));
    }

    /// <summary>β₁: the weight of the momentum in the step, against that of the gradient.</summary>
    public float Beta1 { get; }

    /// <summary>β₂: the weight of the past in the momentum.</summary>
    public float Beta2 { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[LionRule.Rate] = step.LearningRate;
        factors[LionRule.Kept] = 1 - (step.LearningRate * step.WeightDecay);
        (factors[LionRule.Beta1], factors[LionRule.Newest1]) = (_beta1, 1 - _beta1);
        (factors[LionRule.Beta2], factors[LionRule.Newest2]) = (_beta2, 1 - _beta2);
    }
}
