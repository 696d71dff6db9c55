namespace NetGen;

/// <summary>
/// Keeps the weights of a run every few epochs, for an <see cref="Ensemble{T}"/> or <see cref="WeightSnapshot.Mean"/>: at the ends of the
/// cycles of a schedule with restarts (Huang et al. 2017, https://arxiv.org/abs/1704.00109).
/// </summary>
public sealed class SnapshotCollector : Callback
{
    private readonly int _everyEpochs;
    private readonly int _most;
    private readonly List<WeightSnapshot> _snapshots = [];

    /// <summary>Makes the callback; each run collects anew.</summary>
    /// <param name="everyEpochs">Epochs of a cycle: at least 1.</param>
    /// <param name="most">The last so many are kept: at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public SnapshotCollector(int everyEpochs, int most = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(everyEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        (_everyEpochs, _most) = (everyEpochs, most);
    }

    /// <summary>The weights kept, oldest first.</summary>
    public IReadOnlyList<WeightSnapshot> Snapshots => _snapshots;

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context) => _snapshots.Clear();

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Epoch % _everyEpochs == 0)
        {
            _snapshots.Add(context.SaveWeights());
            if (_snapshots.Count > _most)
            {
                _snapshots.RemoveAt(0);
            }
        }
    }

    /// <inheritdoc/>
    public override void Save(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        for (int i = 0; i < _snapshots.Count; i++)
        {
            state.Set(FormattableString.Invariant($"{i}"), _snapshots[i]);
        }
    }

    /// <inheritdoc/>
    public override void Load(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _snapshots.Clear();
        for (int i = 0; state.Weights(FormattableString.Invariant($"{i}")) is { } snapshot; i++)
        {
            _snapshots.Add(snapshot);
        }
    }
}
