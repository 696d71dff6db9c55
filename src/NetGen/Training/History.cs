using System.Collections;

namespace NetGen;

/// <summary>The epochs of a training run, first to last.</summary>
public sealed partial class History : IReadOnlyList<EpochMetrics>
{
    private readonly List<EpochMetrics> _epochs = [];

    /// <summary>Number of epochs that were completed.</summary>
    public int Count => _epochs.Count;

    /// <summary>One epoch, counted from 0.</summary>
    public EpochMetrics this[int index] => _epochs[index];

    /// <summary>The last completed epoch.</summary>
    /// <exception cref="InvalidOperationException">No epoch is completed yet.</exception>
    public EpochMetrics Last => _epochs.Count > 0
        ? _epochs[^1]
        : throw new InvalidOperationException("No epoch is completed yet.");

    /// <summary>Seconds of all training steps, without validation and callbacks.</summary>
    public double Seconds => _epochs.Sum(epoch => epoch.Seconds);

    /// <inheritdoc/>
    public IEnumerator<EpochMetrics> GetEnumerator() => _epochs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A line for each epoch.</summary>
    public override string ToString() => string.Join('\n', _epochs);

    internal void Add(EpochMetrics epoch) => _epochs.Add(epoch);
}
