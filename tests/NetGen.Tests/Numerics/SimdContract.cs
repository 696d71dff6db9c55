using System.Numerics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests;

/// <summary>What every vector type must do, checked element by element against plain arithmetic of its number type.</summary>
public abstract class SimdContract<V, T>
    where V : struct, ISimd<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T[] s_values =
    [
        T.Zero, T.NegativeZero, T.One, -T.One, T.CreateChecked(0.1), T.CreateChecked(-3.75), T.CreateChecked(1e30), T.CreateChecked(-1e-30),
        T.Epsilon, -T.Epsilon, T.PositiveInfinity, T.NegativeInfinity, T.NaN, T.CreateChecked(123456.789), T.Pi, -T.E,
        T.CreateChecked(65537),
    ];

    private static bool IsSingle => typeof(T) == typeof(float);

    [Fact]
    public void Arithmetic_equals_that_of_the_number_type()
    {
        Check((a, b) => a + b, (a, b) => a + b);
        Check((a, b) => a - b, (a, b) => a - b);
        Check((a, b) => a * b, (a, b) => a * b);
        Check((a, b) => a / b, (a, b) => a / b);
        Check((a, _) => -a, (a, _) => -a);
        Check((a, _) => V.Abs(a), (a, _) => T.Abs(a));
        Check((a, _) => V.Sqrt(a), (a, _) => T.Sqrt(a));
    }

    [Fact]
    public void Bytes_are_whole_numbers_up_to_255_and_255_for_minus_one()
    {
        const byte Untouched = 77;
        for (int first = -1; first <= 256 - V.Count; first++)
        {
            T[] numbers = [.. Enumerable.Range(first, V.Count).Select(T.CreateChecked)];
            byte[] expected = [Untouched, .. Enumerable.Range(first, V.Count).Select(n => unchecked((byte)n)), Untouched];
            byte[] bytes = [.. Enumerable.Repeat(Untouched, V.Count + 2)];
            V.Load(ref numbers[0], 0).StoreBytes(ref bytes[0], 1);
            Assert.Equal(expected, bytes);

            T[] read = new T[V.Count];
            V.LoadBytes(ref bytes[0], 1).Store(ref read[0], 0);
            Assert.Equal(bytes[1..^1].Select(T.CreateChecked), read);
        }
    }

    [Fact]
    public void Fma_rounds_once()
    {
        T c = T.CreateChecked(-0.01);
        Check((a, b) => V.Fma(a, b, V.Create(c)), (a, b) => T.FusedMultiplyAdd(a, b, c));

        T nearOne = T.BitIncrement(T.One);
        Check((a, _) => V.Fma(V.Create(nearOne), V.Create(nearOne), -V.Create(nearOne * nearOne)),
            (_, _) => T.FusedMultiplyAdd(nearOne, nearOne, -(nearOne * nearOne)));
    }

    [Fact]
    public void Max_and_min_pass_nan_on_and_order_the_zeros()
    {
        Check(V.Max, T.Max);
        Check(V.Min, T.Min);
    }

    [Fact]
    public void Bounds_pass_nan_on_and_keep_a_zero()
    {
        Check(V.AtLeast, (a, bound) => bound > a ? bound : a);
        Check(V.AtMost, (a, bound) => bound < a ? bound : a);
        Check(V.CopySign, T.CopySign);
    }

    [Fact]
    public void Masks_select_element_by_element()
    {
        Check((a, b) => V.Select(V.GreaterThan(a, b), a, V.Create(T.One)), (a, b) => a > b ? a : T.One);
        Check((a, b) => V.Select(V.Equals(a, b), V.Create(T.Pi), b), (a, b) => a == b ? T.Pi : b);
        Check((a, b) => V.Select(V.Or(V.GreaterThan(a, b), V.Equals(a, b)), a, b), (a, b) => a >= b ? a : b);
    }

    [Fact]
    public void Create_const_and_zero_fill_all_elements()
    {
        Assert.All(Elements(V.Create(T.Pi)), x => Assert.Equal(T.Pi, x));
        Assert.All(Elements(V.Const(0.1)), x => Assert.Equal(T.CreateChecked(0.1), x));
        Assert.All(Elements(V.Zero), x => Assert.Equal(T.Zero, x));
    }

    [Fact]
    public void Load_and_store_touch_their_elements_only()
    {
        T[] source = Numbers(3 * V.Count, i => T.CreateChecked(i + 1));
        T[] destination = new T[3 * V.Count];
        V.Load(ref source[0], V.Count).Store(ref destination[V.Count], 0);
        for (int i = 0; i < destination.Length; i++)
        {
            Assert.Equal(i / V.Count == 1 ? source[i] : T.Zero, destination[i]);
        }
    }

    [Fact]
    public void One_hot_sets_the_element_at_its_place_only()
    {
        for (int place = -2; place <= V.Count + 1; place++)
        {
            T[] expected = Numbers(V.Count, i => i == place ? T.One : T.Zero);
            Assert.Equal(expected, Elements(V.OneHot(place)));
        }
    }

    [Fact]
    public void Sum_adds_the_upper_half_to_the_lower_until_one_is_left()
    {
        T[] values = Numbers(V.Count, i => T.CreateChecked(1.0 / (i + 3)) * (i % 3 == 0 ? -T.One : T.CreateChecked(100)));
        V vector = V.Load(ref values[0], 0);
        T[] left = values;
        while (left.Length > 1)
        {
            int half = left.Length / 2;
            left = [.. left.Take(half).Zip(left.Skip(half), (a, b) => a + b)];
        }

        Assert.Equal(left[0], V.Sum(vector));
    }

    [Fact]
    public void Max_element_finds_it_at_every_place_and_a_nan_too()
    {
        for (int at = 0; at < V.Count; at++)
        {
            T[] values = Numbers(V.Count, i => T.CreateChecked(i == at ? -1 : -2 - i));
            Assert.Equal(-T.One, V.MaxElement(V.Load(ref values[0], 0)));
            values[at] = T.NaN;
            Assert.True(T.IsNaN(V.MaxElement(V.Load(ref values[0], 0))));
        }
    }

    [Fact]
    public void Power_of_two_is_exact_for_all_normal_powers()
    {
        int largest = IsSingle ? 127 : 1023;
        for (int n = 1 - largest; n <= largest; n++)
        {
            T expected = T.ScaleB(T.One, n);
            Assert.All(Elements(V.PowerOfTwo(V.Const(n))), x => Assert.Equal(expected, x));
        }
    }

    [Fact]
    public void Scale_rounds_once_into_subnormals_and_overflows_to_infinity()
    {
        int digits = IsSingle ? 24 : 53;
        int largest = IsSingle ? 127 : 1023;
        foreach (T a in new[] { T.One, T.CreateChecked(1.3333333333), T.CreateChecked(-1.7), T.CreateChecked(0.7071) })
        {
            int[] exponents =
                [-largest - digits - 3, -largest - digits + 3, -largest - 7, -largest, -1, 0, 1, largest, largest + 1, largest + 2];
            foreach (int n in exponents)
            {
                // The scalar's ScaleB may round twice; a division by an exact power rounds once.
                T expected = n < 0
                    ? a * T.ScaleB(T.One, n / 2) / T.ScaleB(T.One, -(n - n / 2))
                    : T.ScaleB(a, n);
                Assert.All(Elements(V.Scale(V.Create(a), V.Const(n))), x => Assert.Equal(expected, x));
            }
        }

        Assert.All(Elements(V.Scale(V.Create(T.NaN), V.Const(3))), x => Assert.True(T.IsNaN(x)));
    }

    [Fact]
    public void Mantissa_and_exponent_rebuild_the_number()
    {
        foreach (double number in new[] { 1, 1.5, 1.9999999, 2, 0.1, 7e30, 3e-30, 1024, 1.0 / 3 })
        {
            T value = T.CreateChecked(number);
            V mantissa = V.Mantissa(V.Create(value), out V exponent);
            T m = Elements(mantissa)[0];
            T e = Elements(exponent)[0];
            Assert.InRange(double.CreateChecked(m), 1, 2);
            Assert.NotEqual(T.CreateChecked(2), m);
            Assert.Equal(value, T.ScaleB(m, int.CreateChecked(e)));
            Assert.All(Elements(mantissa), x => Assert.Equal(m, x));
            Assert.All(Elements(exponent), x => Assert.Equal(e, x));
        }
    }

    [Theory]
    [InlineData(0u, 0u, 0u)]
    [InlineData(1u, 2u, 3u)]
    [InlineData(1000001u, 77u, 0xDEADBEEFu)]
    [InlineData(0xFFFF_FFFAu, 5u, 6u)]
    [InlineData(0xFFFF_FFFBu, 0xFFFF_FFFFu, 0xFFFF_FFFFu)]
    public void Uniform_equals_the_scalar_numbers_also_where_the_index_wraps(uint index, uint stream, uint key)
    {
        T[] numbers = Elements(V.Uniform(index, stream, key));
        for (int i = 0; i < numbers.Length; i++)
        {
            float expected = Philox.Uniform(unchecked(index + (uint)i), stream, key);
            Assert.Equal(T.CreateChecked(expected), numbers[i]);
        }
    }

    private static T[] Elements(V vector)
    {
        T[] elements = new T[V.Count];
        vector.Store(ref elements[0], 0);
        return elements;
    }

    private static T[] Numbers(int count, Func<int, T> value) => [.. Enumerable.Range(0, count).Select(value)];

    /// <summary>Tries all pairs of the values, each in every element of the vector, with other pairs beside it.</summary>
    private static void Check(Func<V, V, V> vector, Func<T, T, T> scalar)
    {
        (T A, T B)[] pairs = [.. s_values.SelectMany(a => s_values.Select(b => (a, b)))];
        T[] a = new T[V.Count];
        T[] b = new T[V.Count];
        for (int first = 0; first < pairs.Length; first++)
        {
            for (int i = 0; i < V.Count; i++)
            {
                (a[i], b[i]) = pairs[(first + i) % pairs.Length];
            }

            T[] actual = Elements(vector(V.Load(ref a[0], 0), V.Load(ref b[0], 0)));
            for (int i = 0; i < V.Count; i++)
            {
                T expected = scalar(a[i], b[i]);
                bool isEqual = T.IsNaN(expected)
                    ? T.IsNaN(actual[i])
                    : expected == actual[i] && T.IsNegative(expected) == T.IsNegative(actual[i]);
                Assert.True(isEqual, $"({a[i]}, {b[i]}) gave {actual[i]} instead of {expected}.");
            }
        }
    }
}

public sealed class F512Tests : SimdContract<F512, float>;

public sealed class F256Tests : SimdContract<F256, float>;

public sealed class F128Tests : SimdContract<F128, float>;

public sealed class F1Tests : SimdContract<F1, float>;

public sealed class D512Tests : SimdContract<D512, double>;

public sealed class D256Tests : SimdContract<D256, double>;

public sealed class D128Tests : SimdContract<D128, double>;

public sealed class D1Tests : SimdContract<D1, double>;

public sealed class PairTests : SimdContract<Pair<F128, float>, float>;

public sealed class DoublePairTests : SimdContract<Pair<D256, double>, double>;
