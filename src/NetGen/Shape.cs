using System.Collections;
using static System.FormattableString;

namespace NetGen;

/// <summary>Sizes of the dimensions of a value, outermost first; immutable and compared by its elements.</summary>
public sealed class Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    private readonly int[] _dimensions;

    /// <summary>A shape of these sizes, outermost first; without any, that of a single number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or there would be more than 2,147,483,647 elements.</exception>
    public Shape(params int[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        foreach (int dimension in dimensions)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(dimensions));
        }

        _dimensions = (int[])dimensions.Clone();
        Size = SizeOf(_dimensions);
    }

    private Shape(int[] dimensions, int size) => (_dimensions, Size) = (dimensions, size);

    /// <summary>
    /// A shape that a file states, of any number of elements: where no array holds them, <see cref="Size"/> is the largest int.
    /// </summary>
    internal static Shape Stated(int[] dimensions) =>
        new(
            dimensions,
            dimensions.Contains(0) ? 0 : (int)dimensions.Aggregate(1L, (size, dimension) => Math.Min(size * dimension, int.MaxValue)));

    /// <summary>Number of dimensions.</summary>
    public int Count => _dimensions.Length;

    /// <summary>Size of one dimension.</summary>
    public int this[int index] => _dimensions[index];

    /// <summary>Number of elements: the product of the dimensions.</summary>
    public int Size { get; }

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

    private static int SizeOf(int[] dimensions)
    {
        if (dimensions.Contains(0))
        {
            return 0;
        }

        long size = 1;
        foreach (int dimension in dimensions)
        {
            size *= dimension;
            if (size > int.MaxValue)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(dimensions),
                    Invariant($"A shape of {string.Join('×', dimensions)} has more elements than {int.MaxValue}, the most there may be."));
            }
        }

        return (int)size;
    }
}
