namespace NetGen;

/// <summary>The weights that <see cref="Pruning.Magnitude"/> set to 0: keeps them 0 after each update.</summary>
/// <remarks>Weights that are averaged beside them (<see cref="TrainerOptions.WeightAverage"/>) are averages of zeros there.</remarks>
public sealed class PruningMask : WeightStage
{
    private readonly Dictionary<string, bool[]> _masks = [];

    internal PruningMask()
    {
    }

    /// <inheritdoc/>
    public override void Run<T>(in UpdatedWeights<T> weights)
    {
        IReadOnlyList<Parameter> parameters = weights.Parameters;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (_masks.ContainsKey(parameters[i].Name))
            {
                Apply(parameters[i].Name, weights.Of(parameters[i]));
            }
        }
    }

    internal void Add(string name, bool[] isZero) => _masks[name] = isZero;

    internal void Apply<T>(string name, Span<T> values)
    {
        bool[] isZero = _masks[name];
        for (int i = 0; i < values.Length; i++)
        {
            if (isZero[i])
            {
                values[i] = default!;
            }
        }
    }
}
