namespace NetGen;

/// <summary>
/// Parameters that a trainer updates in a way of their own: by another optimizer (another rate or decay, another kind), or not at all. See
/// <see cref="TrainerOptions.Groups"/>.
/// </summary>
public sealed class ParameterGroup
{
    private readonly Func<Parameter, bool> _belongs;

    private ParameterGroup(Func<Parameter, bool> belongs, Optimizer? optimizer)
    {
        ArgumentNullException.ThrowIfNull(belongs);
        _belongs = belongs;
        Optimizer = optimizer;
    }

    /// <summary>What updates them, its rate times the factor of the trainer's schedule; null where nothing does.</summary>
    public Optimizer? Optimizer { get; }

    /// <summary>Parameters with an optimizer of their own.</summary>
    /// <param name="belongs">Whether a parameter belongs to the group: asked once for each when a trainer is made.</param>
    /// <param name="optimizer">Updates them; a schedule of its own is passed over.</param>
    public static ParameterGroup Of(Func<Parameter, bool> belongs, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return new ParameterGroup(belongs, optimizer);
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
        ArgumentNullException.ThrowIfNull(stages);
        HashSet<Parameter> parameters = [.. stages.SelectMany(stage => stage.Parameters)];
        return new ParameterGroup(parameters.Contains, null);
    }

    /// <summary>Whether a parameter belongs to it.</summary>
    internal bool Has(Parameter parameter) => _belongs(parameter);
}
