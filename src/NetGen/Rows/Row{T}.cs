using System.Numerics;

namespace NetGen;

/// <summary>
/// Some numbers side by side: the features of one position in a <see cref="DifferentiableAttribute"/> method. In a network no such row is
/// ever made, since the method becomes a part of the network's kernels; called by itself, the method computes with these. Immutable; the
/// default has no numbers.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Row<T> : IEquatable<Row<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[]? _values;

    /// <summary>A row of these numbers, which are copied.</summary>
    /// <param name="values">The numbers.</param>
    public Row(params ReadOnlySpan<T> values) => _values = values.ToArray();

    private Row(T[] values) => _values = values;

    /// <summary>How many numbers.</summary>
    public int Length => _values?.Length ?? 0;

    /// <summary>The number at a place.</summary>
    /// <param name="index">From 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is none.</exception>
    public T this[int index] => (_values ?? [])[index];

    /// <summary>The numbers.</summary>
    public ReadOnlySpan<T> Span => _values;

    /// <summary>Element by element.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Row<T> operator +(Row<T> a, Row<T> b) => a.With(b, static (x, y) => x + y);

    /// <inheritdoc cref="operator +(Row{T}, Row{T})"/>
    public static Row<T> operator -(Row<T> a, Row<T> b) => a.With(b, static (x, y) => x - y);

    /// <inheritdoc cref="operator +(Row{T}, Row{T})"/>
    public static Row<T> operator *(Row<T> a, Row<T> b) => a.With(b, static (x, y) => x * y);

    /// <inheritdoc cref="operator +(Row{T}, Row{T})"/>
    public static Row<T> operator /(Row<T> a, Row<T> b) => a.With(b, static (x, y) => x / y);

    /// <summary>Each element with a number.</summary>
    public static Row<T> operator +(Row<T> a, T b) => a.Map(x => x + b);

    /// <inheritdoc cref="operator +(Row{T}, T)"/>
    public static Row<T> operator -(Row<T> a, T b) => a.Map(x => x - b);

    /// <inheritdoc cref="operator +(Row{T}, T)"/>
    public static Row<T> operator *(Row<T> a, T b) => a.Map(x => x * b);

    /// <inheritdoc cref="operator +(Row{T}, T)"/>
    public static Row<T> operator /(Row<T> a, T b) => a.Map(x => x / b);

    /// <summary>A number with each element.</summary>
    public static Row<T> operator +(T a, Row<T> b) => b.Map(x => a + x);

    /// <inheritdoc cref="operator +(T, Row{T})"/>
    public static Row<T> operator -(T a, Row<T> b) => b.Map(x => a - x);

    /// <inheritdoc cref="operator +(T, Row{T})"/>
    public static Row<T> operator *(T a, Row<T> b) => b.Map(x => a * x);

    /// <inheritdoc cref="operator +(T, Row{T})"/>
    public static Row<T> operator /(T a, Row<T> b) => b.Map(x => a / x);

    /// <summary>Each element negated.</summary>
    public static Row<T> operator -(Row<T> a) => a.Map(static x => -x);

    /// <summary>Whether both have equal numbers.</summary>
    public static bool operator ==(Row<T> a, Row<T> b) => a.Equals(b);

    /// <summary>Whether a number differs.</summary>
    public static bool operator !=(Row<T> a, Row<T> b) => !a.Equals(b);

    /// <summary>A function of each element: <c>x.Map(MathF.Tanh)</c>, or a <see cref="DifferentiableAttribute"/> method of yours.</summary>
    /// <param name="function">The function.</param>
    public Row<T> Map(Func<T, T> function)
    {
        T[] results = new T[Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = function(this[i]);
        }

        return new(results);
    }

    /// <summary>Some of the numbers.</summary>
    /// <param name="start">The place of the first.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Row<T> Slice(int start, int length) => new(Span.Slice(start, length).ToArray());

    /// <summary>The sum of the numbers.</summary>
    public T Sum()
    {
        T sum = T.Zero;
        foreach (T value in Span)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Their mean.</summary>
    public T Mean() => Sum() / T.CreateChecked(Length);

    /// <summary>The largest.</summary>
    public T Max()
    {
        T max = T.NegativeInfinity;
        foreach (T value in Span)
        {
            max = T.Max(max, value);
        }

        return max;
    }

    /// <summary>The smallest.</summary>
    public T Min() => -(-this).Max();

    /// <summary>Σ of the products with another row's numbers.</summary>
    /// <param name="other">The other.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public T Dot(Row<T> other) => (this * other).Sum();

    /// <summary>The root of the sum of squares.</summary>
    public T Norm() => T.Sqrt(Dot(this));

    /// <inheritdoc/>
    public bool Equals(Row<T> other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Row<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T value in Span)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>"[1, 2, 3]".</summary>
    public override string ToString() => $"[{string.Join(", ", Span.ToArray())}]";

    private Row<T> With(Row<T> other, Func<T, T, T> function)
    {
        if (other.Length != Length)
        {
            throw new ArgumentException($"A row of {Length} numbers meets one of {other.Length}.");
        }

        T[] results = new T[Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = function(this[i], other[i]);
        }

        return new(results);
    }
}
