namespace NetGen;

/// <summary>
/// Parameters that a trainer updates in a way of their own: by another optimizer (another rate or decay, another kind), or not at all. See
/// <see cref="TrainerOptions.Groups"/>.
/// </summary>
public sealed class ParameterGroup
{
    private readonly Func<Parameter, bool> _belongs;

    private ParameterGroup(Func<Parameter, bool> belongs, Optimizer? optimizer, double rateScale = 1)
    {
        ArgumentNullException.ThrowIfNull(belongs);
        _belongs = belongs;
        Optimizer = optimizer;
        RateScale = rateScale;
    }

    /// <summary>What updates them, its rate times the factor of the trainer's schedule; null where nothing does.</summary>
    public Optimizer? Optimizer { get; }

    /// <summary>What the rate of <see cref="Optimizer"/> is multiplied by.</summary>
    internal double RateScale { get; }

    /// <summary>Parameters with an optimizer of their own.</summary>
    /// <param name="belongs">Whether a parameter belongs to the group: asked once for each when a trainer is made.</param>
    /// <param name="optimizer">Updates them; a schedule of its own is passed over.</param>
    public static ParameterGroup Of(Func<Parameter, bool> belongs, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return new ParameterGroup(belongs, optimizer);
    }

    /// <summary>All parameters of a stage with an optimizer of their own, those that it shares with other stages included.</summary>
    /// <param name="stage">A stage of the network that is trained: <c>ParameterGroup.Of(classifier.Head, new AdamW(1e-3f))</c>.</param>
    /// <param name="optimizer">Updates them; a schedule of its own is passed over.</param>
    public static ParameterGroup Of(Layer stage, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return Of([stage], optimizer);
    }

    /// <summary>All parameters of some stages with an optimizer of their own, those that they share with other stages included.</summary>
    /// <param name="stages">Stages of the network that is trained.</param>
    /// <param name="optimizer">Updates them; a schedule of its own is passed over.</param>
    public static ParameterGroup Of(IReadOnlyList<Layer> stages, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return new ParameterGroup(ParametersOf(stages).Contains, optimizer);
    }

    /// <summary>
    /// Groups for fine-tuning, one for each stage: the last learns at the optimizer's rate, the one before at <paramref name="factor"/>
    /// times that rate, the one before that at its square times it, and so on. Howard and Ruder 2018, https://arxiv.org/abs/1801.06146,
    /// take 1 / 2.6.
    /// </summary>
    /// <param name="optimizer">Updates all of them; a schedule of its own is passed over.</param>
    /// <param name="factor">From each stage to the one before it: above 0, at most 1.</param>
    /// <param name="stages">
    /// Stages of the network that is trained, from its input to its output. One without trained parameters, or with none that an earlier
    /// one did not have, is passed over.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is out of its range, or NaN.</exception>
    /// <exception cref="ArgumentException">No stage has a trained parameter.</exception>
    public static IReadOnlyList<ParameterGroup> Discriminative(Optimizer optimizer, double factor, params IReadOnlyList<Layer> stages)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(stages);
        if (!(factor is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be above 0 and at most 1.");
        }

        HashSet<Parameter> taken = [];
        List<HashSet<Parameter>> trained = [];
        foreach (Layer stage in stages)
        {
            HashSet<Parameter> own = [.. stage.Parameters.Where(parameter => parameter.IsTrained && taken.Add(parameter))];
            if (own.Count > 0)
            {
                trained.Add(own);
            }
        }

        return trained.Count > 0
            ? [.. trained.Select((own, i) => new ParameterGroup(own.Contains, optimizer, Math.Pow(factor, trained.Count - 1 - i)))]
            : throw new ArgumentException("None of the stages has a trained parameter.", nameof(stages));
    }

    /// <summary>
    /// Parameters that stay as they are; they take no optimizer's memory, and no part in what a <see cref="GradientStage"/> measures. The
    /// running statistics of BatchNorm are no parameters in this sense: they go on.
    /// </summary>
    /// <param name="belongs">Whether a parameter belongs to the group: asked once for each when a trainer is made.</param>
    public static ParameterGroup Frozen(Func<Parameter, bool> belongs) => new(belongs, null);

    /// <summary>
    /// All parameters of some stages stay as they are, those they share with other stages included: an encoder under a new head.
    /// </summary>
    /// <remarks>
    /// In a training step a BatchNorm among them still normalizes by the batch and moves its running statistics towards it, so what the
    /// stage predicts drifts with the data. Where it must not, write <c>[BatchNorm(Frozen = true)]</c>, or another normalization, or take
    /// the statistics back after the training with <see cref="Layer.CopyFrom{T}(Network{T})"/>.
    /// </remarks>
    /// <param name="stages">Stages of the network that is trained: <c>ParameterGroup.Frozen(classifier.Body)</c>.</param>
    public static ParameterGroup Frozen(params IReadOnlyList<Layer> stages)
    {
        return new ParameterGroup(ParametersOf(stages).Contains, null);
    }

    /// <summary>Whether a parameter belongs to it.</summary>
    internal bool Has(Parameter parameter) => _belongs(parameter);

    /// <summary>The same group for another network, each of whose parameters belongs where its original does.</summary>
    internal ParameterGroup By(Func<Parameter, Parameter> original) =>
        new(parameter => _belongs(original(parameter)), Optimizer, RateScale);

    private static HashSet<Parameter> ParametersOf(IReadOnlyList<Layer> stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        return stages.Contains(null!)
            ? throw new ArgumentException("A stage is null.", nameof(stages))
            : [.. stages.SelectMany(stage => stage.Parameters)];
    }
}
