namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay: p ← p · (1 − η·λ), then the step of <see cref="Adam"/> without its weight decay.
/// The same update as PyTorch's AdamW; Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101.
/// </summary>
public sealed class AdamW : Optimizer
{
    private readonly AdamFactors _factors;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0: the share of each parameter, times the learning rate, that a step takes away.</param>
    /// <param name="amsGrad">
    /// Whether the largest v so far stands for v in the step, so that divisors do not shrink: AMSGrad, as in PyTorch; Reddi, Kale and Kumar
    /// 2018, https://openreview.net/forum?id=ryQu7f-RZ. It is remembered beside the two averages.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public AdamW(
        float learningRate = 1e-3f,
        float beta1 = 0.9f,
        float beta2 = 0.999f,
        float epsilon = 1e-8f,
        float weightDecay = 1e-2f,
        bool amsGrad = false)
        : base(learningRate, amsGrad ? UpdateRule.Of<AdamRule.AmsGrad>() : UpdateRule.Of<AdamRule.Plain>(), weightDecay)
    {
        Beta1 = Decay(beta1);
        Beta2 = Decay(beta2);
        Epsilon = NonNegative(epsilon);
        AmsGrad = amsGrad;
        _factors = new(Widen(beta1), Widen(beta2), Widen(epsilon), isDecoupled: true);
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
