using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>Two vectors as one of twice the width: sums down columns read twice as much of each row at a time.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="first">The first half of the elements.</param>
/// <param name="second">The second half.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Pair<V, T>(V first, V second) : ISimd<Pair<V, T>, T>
    where V : struct, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>The first half of the elements.</summary>
    public readonly V First = first;

    /// <summary>The second half.</summary>
    public readonly V Second = second;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * V.Count;
    }

    /// <inheritdoc/>
    public static Pair<V, T> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(V.Zero, V.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Create(T value) => new(V.Create(value), V.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Const(double value) => new(V.Const(value), V.Const(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Load(ref T source, nint offset) => new(V.Load(ref source, offset), V.Load(ref source, offset + V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint offset)
    {
        First.Store(ref destination, offset);
        Second.Store(ref destination, offset + V.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> LoadBytes(ref byte source, nint offset) =>
        new(V.LoadBytes(ref source, offset), V.LoadBytes(ref source, offset + V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreBytes(ref byte destination, nint offset)
    {
        First.StoreBytes(ref destination, offset);
        Second.StoreBytes(ref destination, offset + V.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator +(Pair<V, T> a, Pair<V, T> b) => new(a.First + b.First, a.Second + b.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator -(Pair<V, T> a, Pair<V, T> b) => new(a.First - b.First, a.Second - b.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator -(Pair<V, T> a) => new(-a.First, -a.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator *(Pair<V, T> a, Pair<V, T> b) => new(a.First * b.First, a.Second * b.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> operator /(Pair<V, T> a, Pair<V, T> b) => new(a.First / b.First, a.Second / b.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Fma(Pair<V, T> a, Pair<V, T> b, Pair<V, T> c)
        => new(V.Fma(a.First, b.First, c.First), V.Fma(a.Second, b.Second, c.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Max(Pair<V, T> a, Pair<V, T> b) => new(V.Max(a.First, b.First), V.Max(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Min(Pair<V, T> a, Pair<V, T> b) => new(V.Min(a.First, b.First), V.Min(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> AtLeast(Pair<V, T> a, Pair<V, T> bound)
        => new(V.AtLeast(a.First, bound.First), V.AtLeast(a.Second, bound.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> AtMost(Pair<V, T> a, Pair<V, T> bound)
        => new(V.AtMost(a.First, bound.First), V.AtMost(a.Second, bound.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Abs(Pair<V, T> a) => new(V.Abs(a.First), V.Abs(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> CopySign(Pair<V, T> a, Pair<V, T> sign)
        => new(V.CopySign(a.First, sign.First), V.CopySign(a.Second, sign.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Sqrt(Pair<V, T> a) => new(V.Sqrt(a.First), V.Sqrt(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Floor(Pair<V, T> a) => new(V.Floor(a.First), V.Floor(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Round(Pair<V, T> a) => new(V.Round(a.First), V.Round(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Exp(Pair<V, T> a) => new(V.Exp(a.First), V.Exp(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Log(Pair<V, T> a) => new(V.Log(a.First), V.Log(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> PowerOfTwo(Pair<V, T> n) => new(V.PowerOfTwo(n.First), V.PowerOfTwo(n.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Scale(Pair<V, T> a, Pair<V, T> n) => new(V.Scale(a.First, n.First), V.Scale(a.Second, n.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Mantissa(Pair<V, T> a, out Pair<V, T> exponent)
    {
        V first = V.Mantissa(a.First, out V firstExponent);
        V second = V.Mantissa(a.Second, out V secondExponent);
        exponent = new(firstExponent, secondExponent);
        return new(first, second);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> GreaterThan(Pair<V, T> a, Pair<V, T> b)
        => new(V.GreaterThan(a.First, b.First), V.GreaterThan(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Equals(Pair<V, T> a, Pair<V, T> b) => new(V.Equals(a.First, b.First), V.Equals(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Or(Pair<V, T> a, Pair<V, T> b) => new(V.Or(a.First, b.First), V.Or(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Select(Pair<V, T> mask, Pair<V, T> a, Pair<V, T> b)
        => new(V.Select(mask.First, a.First, b.First), V.Select(mask.Second, a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> OneHot(nint place) => new(V.OneHot(place), V.OneHot(place - V.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Pair<V, T> a) => V.Sum(a.First + a.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MaxElement(Pair<V, T> a) => V.MaxElement(V.Max(a.First, a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V, T> Uniform(uint index, uint stream, uint key)
        => new(V.Uniform(index, stream, key), V.Uniform(unchecked(index + (uint)V.Count), stream, key));
}
