using System.Collections;
using System.Diagnostics.CodeAnalysis;
using static System.FormattableString;

namespace NetGen;

/// <summary>Values by name, in an order that is part of them. Immutable; equal values of one kind are equal.</summary>
public abstract class NamedValues : IReadOnlyDictionary<string, double>, IEquatable<NamedValues>
{
    private readonly string[] _names;
    private readonly double[] _values;

    private protected NamedValues(string[] names, double[] values)
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

    /// <summary>The value of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public double this[string key] => Array.IndexOf(_names, key) is var index and >= 0 ? _values[index] : throw NotFound(key, _names);

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
    public bool Equals(NamedValues? other) => other is not null && other.GetType() == GetType()
        && _names.AsSpan().SequenceEqual(other._names) && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NamedValues);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(0, HashCode.Combine);

    /// <summary>"Head 0.0312, Side 0.4410".</summary>
    public override string ToString() => string.Join(", ", _names.Zip(_values, (name, value) => Invariant($"{name} {value:0.0000}")));

    /// <summary>What says that there is no such name.</summary>
    private protected abstract KeyNotFoundException NotFound(string key, string[] names);
}
