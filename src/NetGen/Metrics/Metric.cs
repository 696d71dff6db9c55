namespace NetGen;

/// <summary>
/// A figure of how well a network does on a dataset, beside its loss: derive from it for one of your own. An evaluation calls <see
/// cref="Begin"/>, then <see cref="Add"/> for each batch, then reads <see cref="Value"/>; nothing is kept from one evaluation to the next.
/// </summary>
/// <remarks>One serves one evaluation at a time; several trainers on several threads want one each.</remarks>
public abstract class Metric
{
    private readonly string _name;
    private int _isBusy;

    /// <summary>Makes a metric.</summary>
    /// <param name="name">What it is called in results, such as "F1".</param>
    protected Metric(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>
    /// The stage whose output is judged, <c>nameof(Network.Head)</c>; null: the only one whose loss takes labels or target values.
    /// </summary>
    public string? Stage { get; init; }

    /// <summary>What it is called in results: "F1", or "Head F1" where the stage is named.</summary>
    public string Name => Stage is null ? _name : $"{Stage} {_name}";

    /// <summary>
    /// The value of what was added since <see cref="Begin"/>; NaN where it has none, as without a single row. Read also by whoever holds
    /// the metric, until the next evaluation begins.
    /// </summary>
    public abstract double Value { get; }

    /// <summary>Begins an evaluation: forgets the one before.</summary>
    /// <param name="source">What will be judged.</param>
    /// <exception cref="ArgumentException">The metric cannot judge it: see <see cref="MetricSource.Refuse"/>.</exception>
    protected internal abstract void Begin(MetricSource source);

    /// <summary>Adds the rows of a batch.</summary>
    /// <param name="batch">The outputs with their labels or target values.</param>
    protected internal abstract void Add(in MetricBatch batch);

    /// <summary>"F1 0.9812".</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} {Value:0.0000}");

    /// <exception cref="InvalidOperationException">Another evaluation uses it.</exception>
    internal void Enter()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException($"The metric {Name} is in use by another evaluation: give each one of its own.");
        }
    }

    internal void Leave() => Volatile.Write(ref _isBusy, 0);
}
