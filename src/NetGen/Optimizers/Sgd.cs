namespace NetGen;

/// <summary>
/// Stochastic gradient descent with momentum μ, dampening τ, weight decay λ and learning rate η:
/// g ← g + λ·p;  m ← μ·m + (1 − τ)·g (m = g in the first step);  p ← p − η·m, or with Nesterov p ← p − η·(g + μ·m).
/// Without momentum p ← p − η·g, and nothing is remembered. The same update as PyTorch's SGD;
/// Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning. ICML 2013.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum, _newest;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="momentum">μ, at least 0.</param>
    /// <param name="nesterov">Whether the momentum looks one step ahead; needs a momentum above 0.</param>
    /// <param name="weightDecay">λ, at least 0: how much of each parameter is added to its gradient.</param>
    /// <param name="dampening">τ, at least 0 and at most 1; 0 with Nesterov.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Sgd(float learningRate, float momentum = 0, bool nesterov = false, float weightDecay = 0, float dampening = 0)
        : base(
            learningRate,
            momentum == 0 ? UpdateRule.Of<SgdRule.Plain>()
                : nesterov ? UpdateRule.Of<SgdRule.Nesterov>()
                : UpdateRule.Of<SgdRule.WithMomentum>(),
            weightDecay)
    {
        Momentum = NonNegative(momentum);
        Dampening = dampening is >= 0 and <= 1
            ? dampening
            : throw new ArgumentOutOfRangeException(nameof(dampening), dampening, "The value must be at least 0 and at most 1.");
        Nesterov = nesterov;
        (_momentum, _newest) = (Widen(momentum), 1 - Widen(dampening));
        if (nesterov && momentum == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Nesterov's look-ahead needs a momentum above 0.");
        }

        if (nesterov && dampening > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(dampening), dampening, "Nesterov's look-ahead takes no dampening.");
        }
    }

    /// <summary>μ: the weight of the past steps in each step.</summary>
    public float Momentum { get; }

    /// <summary>Whether the momentum looks one step ahead.</summary>
    public bool Nesterov { get; }

    /// <summary>τ: how much less than 1 each gradient counts in the momentum, but the first.</summary>
    public float Dampening { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors) =>
        SgdRule.SetFactors(step, _momentum, _newest, factors);
}
