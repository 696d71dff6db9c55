using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static System.FormattableString;

namespace NetGen;

/// <summary>
/// The value of each loss by the name of the stage it is on, in the order of the attributes; none is multiplied by its
/// <see cref="CriterionAttribute.Weight"/>, as they are in their sum. Keras reports the same as head_loss. Immutable; equal values are
/// equal.
/// </summary>
public sealed class LossValues : IReadOnlyDictionary<string, double>, IEquatable<LossValues>
{
    private readonly string[] _names;
    private readonly double[] _values;

    internal LossValues(string[] names, double[] values)
    {
        _names = names;
        _values = values;
    }

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => [.. _names];

    /// <inheritdoc/>
    public IEnumerable<double> Values => [.. _values];

    /// <summary>The loss on a stage.</summary>
    /// <param name="key">The stage: <c>nameof(Head)</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no loss on it.</exception>
    public double this[string key] => _values[Find(key, _names)];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        int index = Array.IndexOf(_names, key);
        value = index < 0 ? 0 : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _names.Zip(_values, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(LossValues? other) =>
        other is not null && _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LossValues);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(0, HashCode.Combine);

    /// <summary>"Head 0.0312, Side 0.4410".</summary>
    public override string ToString() => string.Join(", ", _names.Zip(_values, (name, value) => Invariant($"{name} {value:0.0000}")));

    /// <summary>" (Head 0.0312, Side 0.4410)" behind the sum, where there are several.</summary>
    internal static string Behind(LossValues? losses) => losses?.Count > 1 ? $" ({losses})" : "";

    /// <summary>Where a loss stands.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    internal static int Find(string name, string[] names)
    {
        int index = Array.IndexOf(names, name);
        return index >= 0
            ? index
            : throw new KeyNotFoundException(names.Length > 0
                ? $"There is no loss on {name}, but on {string.Join(", ", names)}."
                : $"There is no loss on {name}, nor on anything else.");
    }
}
