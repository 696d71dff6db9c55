namespace NetGen;

/// <summary>
/// Stochastic gradient descent with momentum μ, weight decay λ and learning rate η:
/// g ← g + λ·p;  m ← μ·m + g (m = g in the first step);  p ← p − η·m, or with Nesterov p ← p − η·(g + μ·m).
/// Without momentum p ← p − η·g, and nothing is remembered. The same update as PyTorch's SGD;
/// Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning. ICML 2013.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum, _weightDecay;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="momentum">μ, at least 0.</param>
    /// <param name="nesterov">Whether the momentum looks one step ahead; needs a momentum above 0.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Sgd(float learningRate, float momentum = 0, bool nesterov = false, float weightDecay = 0)
        : base(learningRate, momentum == 0 ? UpdateRule.Of<SgdRule.Plain>()
            : nesterov ? UpdateRule.Of<SgdRule.Nesterov>()
            : UpdateRule.Of<SgdRule.WithMomentum>())
    {
        Momentum = NonNegative(momentum);
        WeightDecay = NonNegative(weightDecay);
        Nesterov = nesterov;
        (_momentum, _weightDecay) = (Widen(momentum), Widen(weightDecay));
        if (nesterov && momentum == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "Nesterov's look-ahead needs a momentum above 0.");
        }
    }

    /// <summary>μ: the weight of the past steps in each step.</summary>
    public float Momentum { get; }

    /// <summary>Whether the momentum looks one step ahead.</summary>
    public bool Nesterov { get; }

    /// <summary>λ: how much of each parameter is added to its gradient.</summary>
    public float WeightDecay { get; }

    /// <inheritdoc/>
    protected internal override void SetFactors(double learningRate, long step, Span<double> factors) =>
        SgdRule.SetFactors(learningRate, _momentum, _weightDecay, factors);
}
