using System.Text.Json;

namespace NetGen;

/// <summary>
/// Puts a number where one is missing (NaN): scikit-learn's <c>SimpleImputer</c>. With <see cref="Indicates"/> the column gets a second
/// output, behind its others, that is 1 where the value was missing, else 0.
/// </summary>
public sealed record MissingValues : PreparationStep
{
    private readonly Statistic _statistic;

    private MissingValues(Statistic statistic, double filling, bool indicates)
    {
        (_statistic, Filling, Indicates) = (statistic, filling, indicates);
    }

    private enum Statistic
    {
        Constant,
        Mean,
        Median,
    }

    /// <summary>What takes the place of a missing value; NaN before it is fitted.</summary>
    public double Filling { get; }

    /// <summary>Whether an output of its own says what was missing.</summary>
    public bool Indicates { get; }

    /// <inheritdoc/>
    public override bool IsFitted => !double.IsNaN(Filling);

    internal override string Kind => "missing";

    /// <summary>The mean of the values that are there.</summary>
    /// <param name="indicates">Whether an output of its own says what was missing.</param>
    public static MissingValues ByMean(bool indicates = false) => new(Statistic.Mean, double.NaN, indicates);

    /// <summary>Their median: the mean of the two in the middle where their number is even.</summary>
    /// <param name="indicates">Whether an output of its own says what was missing.</param>
    public static MissingValues ByMedian(bool indicates = false) => new(Statistic.Median, double.NaN, indicates);

    /// <summary>A number of your own.</summary>
    /// <param name="filling">The number.</param>
    /// <param name="indicates">Whether an output of its own says what was missing.</param>
    /// <exception cref="ArgumentException">It is not finite.</exception>
    public static MissingValues By(double filling, bool indicates = false) =>
        new(Statistic.Constant, ColumnSample.CheckFinite(filling, nameof(filling)), indicates);

    internal override PreparationStep Fit(ColumnSample sample)
    {
        double[] present = sample.Present;
        Array.Sort(present);
        return By(_statistic == Statistic.Mean ? present.Average() : ColumnSample.Quantile(present, 0.5), Indicates);
    }

    internal override double Apply(double value) => double.IsNaN(value) ? Filling : value;

    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("filling", Filling);
        json.WriteBoolean("indicates", Indicates);
    }
}
