using System.Collections;

namespace NetGen;

/// <summary>Sizes of the dimensions of a value, outermost first; immutable and compared by its elements.</summary>
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[] _dimensions;

    /// <summary>A shape of these sizes, outermost first; without any, that of a single number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Shape(params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        foreach (int dimension in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(dimensions));
        }

        _dimensions = (int[])dimensions.Clone();
    }

    /// <summary>Number of dimensions.</summary>
    public int Count => _dimensions.Length;

    /// <summary>Size of one dimension.</summary>
    public int this[int index] => _dimensions[index];

    /// <summary>Number of elements: the product of the dimensions.</summary>
    public int Size
    {
        get
        {
            int size = 1;
            foreach (int dimension in _dimensions)
            {
                size = checked(size * dimension);
            }

            return size;
        }
    }

    /// <inheritdoc/>
    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Shape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int dimension in _dimensions)
        {
            hash.Add(dimension);
        }

        return hash.ToHashCode();
    }

    /// <summary>"64×3×3"; "[]" for a single number.</summary>
    public override string ToString() => _dimensions.Length == 0 ? "[]" : string.Join('×', _dimensions);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
