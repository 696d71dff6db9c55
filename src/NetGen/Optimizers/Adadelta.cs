namespace NetGen;

/// <summary>
/// Adadelta: steps as large as those before, over the gradients so far, so that a learning rate of 1 suits many networks. With learning
/// rate η and weight decay λ: g ← g + λ·p;  v ← ρ·v + (1 − ρ)·g²;  d = √(u + ε) / √(v + ε) · g;  u ← ρ·u + (1 − ρ)·d²;  p ← p − η·d.
/// The same update as PyTorch's Adadelta; Zeiler 2012, https://arxiv.org/abs/1212.5701.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private readonly double _rho, _epsilon;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="rho">ρ, at least 0 and less than 1.</param>
    /// <param name="epsilon">ε, at least 0; with 0, nothing moves.</param>
    /// <param name="weightDecay">λ, at least 0: how much of each parameter is added to its gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Adadelta(float learningRate = 1, float rho = 0.9f, float epsilon = 1e-6f, float weightDecay = 0)
        : base(learningRate, UpdateRule.Of<AdadeltaRule>(), weightDecay)
    {
        Rho = Decay(rho);
        Epsilon = NonNegative(epsilon);
        (_rho, _epsilon) = (Widen(rho), Widen(epsilon));
    }

    /// <summary>ρ: the weight of the past in the running averages.</summary>
    public float Rho { get; }

    /// <summary>ε: added to the averages under the roots.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[AdadeltaRule.StepSize] = -step.LearningRate;
        factors[AdadeltaRule.Penalty] = step.WeightDecay;
        factors[AdadeltaRule.Rho] = _rho;
        factors[AdadeltaRule.Newest] = 1 - _rho;
        factors[AdadeltaRule.Epsilon] = _epsilon;
    }
}
