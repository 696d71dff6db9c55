namespace NetGen;

/// <summary>
/// Adam: steps scaled by running averages of the gradient and of its square. With learning rate η and weight decay λ, in step t:
/// g ← g + λ·p;  m ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  p ← p − η · m̂ / (√v̂ + ε)
/// with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ). The same update as PyTorch's Adam; Kingma and Ba 2015, https://arxiv.org/abs/1412.6980.
/// </summary>
public sealed class Adam : Optimizer
{
    private readonly AdamFactors _factors;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="weightDecay">
    /// λ, at least 0: an L2 penalty, scaled like the gradient. <see cref="AdamW"/> is usually the better choice.
    /// </param>
    /// <param name="amsGrad">
    /// Whether the largest v so far stands for v in the step, so that divisors do not shrink: AMSGrad, as in PyTorch; Reddi, Kale and Kumar
    /// 2018, https://openreview.net/forum?id=ryQu7f-RZ. It is remembered beside the two averages.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Adam(
        float learningRate = 1e-3f,
        float beta1 = 0.9f,
        float beta2 = 0.999f,
        float epsilon = 1e-8f,
        float weightDecay = 0,
        bool amsGrad = false)
        : base(learningRate, amsGrad ? UpdateRule.Of<AdamRule.AmsGrad>() : UpdateRule.Of<AdamRule.Plain>(), weightDecay)
    {
        Beta1 = Decay(beta1);
        Beta2 = Decay(beta2);
        Epsilon = NonNegative(epsilon);
        AmsGrad = amsGrad;
        _factors = new(Widen(beta1), Widen(beta2), Widen(epsilon), isDecoupled: false);
    }

    /// <summary>β₁: the weight of the past in the running average of the gradient.</summary>
    public float Beta1 { get; }

    /// <summary>β₂: the weight of the past in the running average of the gradient's square.</summary>
    public float Beta2 { get; }

    /// <summary>ε: added to the divisor.</summary>
    public float Epsilon { get; }

    /// <summary>Whether the largest v so far stands for v in the step.</summary>
    public bool AmsGrad { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors) => _factors.Set(step, factors);
}
