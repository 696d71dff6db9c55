namespace NetGen;

/// <summary>
/// RMSprop: steps scaled by a running average of the gradient's square. With learning rate η, weight decay λ and momentum μ:
/// g ← g + λ·p;  v ← α·v + (1 − α)·g²;  d = g / (√v + ε), centred g / (√(v − a²) + ε) with a ← α·a + (1 − α)·g;
/// m ← μ·m + d;  p ← p − η·m, without momentum p ← p − η·d. The same update as PyTorch's RMSprop; Tieleman and Hinton 2012: Neural
/// Networks for Machine Learning, lecture 6.5; centred: Graves 2013, https://arxiv.org/abs/1308.0850.
/// </summary>
public sealed class RmsProp : Optimizer
{
    private readonly double _alpha, _epsilon, _momentum;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="alpha">α, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0: how much of each parameter is added to its gradient.</param>
    /// <param name="momentum">μ, at least 0.</param>
    /// <param name="isCentred">Whether steps are scaled by the gradient's variance instead of its square.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public RmsProp(
        float learningRate = 1e-2f,
        float alpha = 0.99f,
        float epsilon = 1e-8f,
        float weightDecay = 0,
        float momentum = 0,
        bool isCentred = false)
        : base(
            learningRate,
            (momentum > 0, isCentred) switch
            {
                (false, false) => UpdateRule.Of<RmsPropRule.Plain>(),
                (true, false) => UpdateRule.Of<RmsPropRule.WithMomentum>(),
                (false, true) => UpdateRule.Of<RmsPropRule.Centred>(),
                (true, true) => UpdateRule.Of<RmsPropRule.CentredWithMomentum>(),
            },
            weightDecay)
    {
        Alpha = Decay(alpha);
        Epsilon = NonNegative(epsilon);
        Momentum = NonNegative(momentum);
        IsCentred = isCentred;
        (_alpha, _epsilon, _momentum) = (Widen(alpha), Widen(epsilon), Widen(momentum));
    }

    /// <summary>α: the weight of the past in the running averages.</summary>
    public float Alpha { get; }

    /// <summary>ε: added to the divisor.</summary>
    public float Epsilon { get; }

    /// <summary>μ: the weight of the past steps in each step.</summary>
    public float Momentum { get; }

    /// <summary>Whether steps are scaled by the gradient's variance instead of its square.</summary>
    public bool IsCentred { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[RmsPropRule.StepSize] = -step.LearningRate;
        factors[RmsPropRule.Penalty] = step.WeightDecay;
        factors[RmsPropRule.Alpha] = _alpha;
        factors[RmsPropRule.Newest] = 1 - _alpha;
        factors[RmsPropRule.Epsilon] = _epsilon;
        factors[RmsPropRule.Momentum] = _momentum;
    }
}
