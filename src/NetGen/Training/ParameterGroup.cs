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

    /// <summary>Whether a parameter belongs to it.</summary>
    internal bool Has(Parameter parameter) => _belongs(parameter);
}
