namespace NetGen;

/// <summary>A training run as its callbacks see it.</summary>
public sealed class TrainingContext
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly Func<Action?>? _keepAverage;

    internal TrainingContext(IReadOnlyList<Parameter> parameters, int epochs, Func<Action?>? keepAverage = null)
    {
        _parameters = parameters;
        _keepAverage = keepAverage;
        Epochs = epochs;
    }

    /// <summary>Epochs that the run was asked for.</summary>
    public int Epochs { get; }

    /// <summary>The epochs completed so far.</summary>
    public History History { get; } = new();

    /// <summary>The last completed epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch is completed yet.</exception>
    public EpochMetrics Metrics => History.Last;

    /// <summary>Whether the run ends after this epoch because a callback asked for it.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Ends the run after this epoch.</summary>
    public void Stop() => IsStopping = true;

    /// <summary>Copies all parameters, running statistics included, and the average of them that the trainer keeps.</summary>
    public WeightSnapshot SaveWeights() => new(_parameters, _keepAverage?.Invoke());

    /// <summary>Sets all parameters, running statistics included, and their average to what they were when the snapshot was made.</summary>
    /// <exception cref="ArgumentException">The snapshot is one of another network.</exception>
    public void RestoreWeights(WeightSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.Restore(_parameters);
    }
}
