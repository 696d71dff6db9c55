using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Stochastic gradient descent with momentum μ, weight decay λ and learning rate η:
/// g ← g + λ·p;  m ← μ·m + g (m = g in the first step);  p ← p − η·m, or with Nesterov p ← p − η·(g + μ·m).
/// Without momentum p ← p − η·g, and nothing is remembered. The same update as PyTorch's SGD;
/// Sutskever, Martens, Dahl, Hinton: On the importance of initialization and momentum in deep learning. ICML 2013.
/// </summary>
public sealed class Sgd : Optimizer, IVectorOptimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0.</param>
    /// <param name="momentum">μ, at least 0.</param>
    /// <param name="nesterov">Whether the momentum looks one step ahead; needs a momentum above 0.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    public Sgd(float learningRate, float momentum = 0, bool nesterov = false, float weightDecay = 0)
        : base(learningRate)
    {
        Momentum = NonNegative(momentum);
        WeightDecay = NonNegative(weightDecay);
        Nesterov = nesterov;
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
    public override OptimizerState<T> CreateState<T>(int count) => VectorOptimizer.CreateState<T>(this, count);

    OptimizerState<T> IVectorOptimizer.CreateState<T, TVector, TScalar>(int count)
        => new SgdState<T, TVector, TScalar>(count, Widen(Momentum), Nesterov, Widen(WeightDecay));
}
