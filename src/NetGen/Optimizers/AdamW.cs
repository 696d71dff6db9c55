namespace NetGen;

/// <summary>
/// Adam with decoupled weight decay: p ← p · (1 − η·λ), then the step of <see cref="Adam"/> without its weight decay.
/// The same update as PyTorch's AdamW; Loshchilov and Hutter 2019, https://arxiv.org/abs/1711.05101.
/// </summary>
public sealed class AdamW : Optimizer
{
    private readonly AdamRule.Constants _constants;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="beta1">β₁, at least 0 and less than 1.</param>
    /// <param name="beta2">β₂, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public AdamW(float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 1e-2f)
        : base(learningRate, UpdateRule.Of<AdamRule>())
    {
        Beta1 = Decay(beta1);
        Beta2 = Decay(beta2);
        Epsilon = NonNegative(epsilon);
        WeightDecay = NonNegative(weightDecay);
        _constants = new(Widen(beta1), Widen(beta2), Widen(epsilon), Decoupled: Widen(weightDecay));
    }

    /// <summary>β₁: the weight of the past in the running average of the gradient.</summary>
    public float Beta1 { get; }

    /// <summary>β₂: the weight of the past in the running average of the gradient's square.</summary>
    public float Beta2 { get; }

    /// <summary>ε: added to the divisor.</summary>
    public float Epsilon { get; }

    /// <summary>λ: the share of each parameter, times the learning rate, that a step takes away.</summary>
    public float WeightDecay { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(double learningRate, long step, Span<double> factors) =>
        _constants.SetFactors(learningRate, step, factors);
}
