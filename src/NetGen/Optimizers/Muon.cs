namespace NetGen;

/// <summary>
/// Muon: the momentum of each weight matrix is made orthogonal, so that a step turns all its directions alike. With learning rate η,
/// momentum μ and weight decay λ: m ← μ·m + (1 − μ)·g;  d = m, or with Nesterov (1 − μ)·g + μ·m;  o = about the nearest orthogonal matrix
/// to d, by five steps of Newton–Schulz;  p ← p · (1 − η·λ) − η · √max(1, rows / columns) · o. Keller Jordan 2024,
/// https://kellerjordan.github.io/posts/muon/, whose coefficients it takes.
/// </summary>
/// <remarks>
/// <para>
/// It is for matrices: a convolution counts as one of outputs × all else. The others (vectors such as biases and gains, matrices of one row
/// or column, tables such as embeddings and learned positions) are updated by <see cref="Others"/>, whose rate is its own, times the
/// trainer's schedule. Its author also gives the last layer to AdamW:
/// <c>Groups = [ParameterGroup.Of(network.Head, new AdamW(3e-4f))]</c>. A trainer that finds a parameter without an optimizer is not
/// made.
/// </para>
/// <para>
/// Whole matrices are needed, so the update waits for all gradients. On the CPU all threads share each matrix; devices run plain kernels.
/// Products are made in the network's precision.
/// </para>
/// </remarks>
public sealed class Muon : Optimizer
{
    private readonly double _momentum;

    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">η, at least 0: about the spectral norm of a step.</param>
    /// <param name="momentum">μ, at least 0 and less than 1.</param>
    /// <param name="nesterov">Whether the momentum looks one step ahead.</param>
    /// <param name="weightDecay">λ, at least 0: the share of each matrix, times the learning rate, that a step takes away.</param>
    /// <param name="others">
    /// Updates what is no matrix, as in <c>others: new AdamW(3e-4f)</c>; null where there is none, or where a
    /// <see cref="ParameterGroup"/> takes it.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range, infinite or NaN.</exception>
    /// <exception cref="ArgumentException"><paramref name="others"/> is for matrices only, too.</exception>
    public Muon(
        float learningRate = 0.02f, float momentum = 0.95f, bool nesterov = true, float weightDecay = 0, Optimizer? others = null)
        : base(learningRate, UpdateRule.Of<MuonRule.Direction>(), weightDecay)
    {
        Momentum = Decay(momentum);
        Nesterov = nesterov;
        Others = others is not Muon
            ? others
            : throw new ArgumentException("Muon updates matrices only: what it leaves needs another kind of optimizer.", nameof(others));
        _momentum = Widen(momentum);
    }

    /// <summary>μ: the weight of the past in the momentum.</summary>
    public float Momentum { get; }

    /// <summary>Whether the momentum looks one step ahead.</summary>
    public bool Nesterov { get; }

    /// <summary>What updates the parameters that are no matrices; null where a <see cref="ParameterGroup"/> must.</summary>
    public Optimizer? Others { get; }

    /// <inheritdoc/>
    internal override Optimizer? Rest => Others;

    /// <inheritdoc/>
    internal override UpdateRule MatrixRule { get; } = UpdateRule.Of<MuonRule.Move>();

    /// <inheritdoc/>
    protected internal override void SetFactors(in UpdateStep step, Span<double> factors)
    {
        factors[MuonRule.Momentum] = _momentum;
        factors[MuonRule.Newest] = 1 - _momentum;
        (factors[MuonRule.OfMomentum], factors[MuonRule.OfGradient]) = Nesterov ? (_momentum, 1 - _momentum) : (1, 0);
        factors[MuonRule.Kept] = 1 - (step.LearningRate * step.WeightDecay);
        factors[MuonRule.StepSize] = -step.LearningRate;
    }
}
