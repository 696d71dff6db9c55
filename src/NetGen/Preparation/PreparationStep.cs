using System.Text.Json;

namespace NetGen;

/// <summary>
/// What is done with the numbers of one column before a network sees them: <see cref="StandardScaling"/>, <see cref="MinMaxScaling"/>,
/// <see cref="LogScaling"/>, <see cref="Clipping"/>, <see cref="MissingValues"/>, <see cref="OneHot"/>. A step that is made without its
/// numbers gets them from <see cref="Preparation.Fit(ReadOnlySpan{float}, IReadOnlyList{string}, IReadOnlyList{PreparedColumn})"/>; one
/// that has them keeps them. NaN stands for a missing value.
/// </summary>
public abstract record PreparationStep
{
    private protected PreparationStep()
    {
    }

    /// <summary>Whether it has the numbers that it needs, given or fitted.</summary>
    public abstract bool IsFitted { get; }

    /// <summary>Its name in a file.</summary>
    internal abstract string Kind { get; }

    /// <summary>The same step with its numbers, which are those of the column.</summary>
    internal abstract PreparationStep Fit(ColumnSample sample);

    /// <summary>One number in place of another.</summary>
    internal abstract double Apply(double value);

    /// <summary>Writes its numbers as properties of an object.</summary>
    internal abstract void Write(Utf8JsonWriter json);
}
