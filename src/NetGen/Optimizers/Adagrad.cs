namespace NetGen;

/// <summary>
/// Adagrad: each parameter's rate falls with the squares of its gradients so far. With learning rate η, weight decay λ and rate decay δ, in
/// step t: g ← g + λ·p;  s ← s + g²;  p ← p − η / (1 + (t − 1)·δ) · g / (√s + ε). The same update as PyTorch's Adagrad;
/// Duchi, Hazan and Singer 2011, https://jmlr.org/papers/v12/duchi11a.html.
/// </summary>
public sealed class Adagrad : Optimizer
{
    private readonly double _rateDecay, _initial, _epsilon;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="rateDecay">δ, at least 0.</param>
    /// <param name="weightDecay">λ, at least 0: how much of each parameter is added to its gradient.</param>
    /// <param name="initialAccumulator">What s begins with, at least 0.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Adagrad(
        float learningRate = 1e-2f, float rateDecay = 0, float weightDecay = 0, float initialAccumulator = 0, float epsilon = 1e-10f)
        : base(learningRate, UpdateRule.Of<AdagradRule>(), weightDecay)
    {
        RateDecay = NonNegative(rateDecay);
        InitialAccumulator = NonNegative(initialAccumulator);
        Epsilon = NonNegative(epsilon);
        (_rateDecay, _initial, _epsilon) = (Widen(rateDecay), Widen(initialAccumulator), Widen(epsilon));
    }

    /// <summary>δ: how fast the learning rate falls with the steps.</summary>
    public float RateDecay { get; }

    /// <summary>What the sum of the squares begins with.</summary>
    public float InitialAccumulator { get; }

    /// <summary>ε: added to the divisor.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[AdagradRule.StepSize] = -step.LearningRate / (1 + ((step.Step - 1) * _rateDecay));
        factors[AdagradRule.Penalty] = step.WeightDecay;
        factors[AdagradRule.Epsilon] = _epsilon;
        factors[AdagradRule.Initial] = step.Step > 1 ? 0 : _initial;
    }
}
