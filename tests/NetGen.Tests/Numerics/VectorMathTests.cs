using System.Globalization;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests;

/// <summary>Accuracy of the elementary functions against references in double, and equality of all widths.</summary>
public class VectorMathTests
{
    [Fact]
    public void Exp_is_accurate_over_its_whole_range()
    {
        AssertSingle<ExpFunction>(Magnitudes(), ulps: 1.1);
        AssertSingle<ExpFunction>(Grid(-104, 89), ulps: 1.1);
        AssertDouble<ExpFunction>(Grid(-746, 710), ulps: 1.6);
        AssertDouble<ExpFunction>(Grid(-1, 1), ulps: 1.6);
    }

    [Fact]
    public void Log_is_accurate_over_its_whole_range()
    {
        AssertSingle<LogFunction>(Magnitudes(), ulps: 1);
        AssertSingle<LogFunction>(Grid(0.5, 2), ulps: 1);
        AssertDouble<LogFunction>(Grid(0.5, 2), ulps: 1.6);
        AssertDouble<LogFunction>(Powers(-1074, 1023), ulps: 1.6);
    }

    [Fact]
    public void Tanh_is_accurate_also_near_zero()
    {
        AssertSingle<TanhFunction>(Magnitudes(), ulps: 3);
        AssertSingle<TanhFunction>(Grid(-12, 12), ulps: 3);
        AssertDouble<TanhFunction>(Grid(-22, 22), ulps: 4);
        AssertDouble<TanhFunction>(Powers(-1074, 10), ulps: 4);
    }

    [Fact]
    public void Sigmoid_is_accurate_on_both_sides()
    {
        AssertSingle<SigmoidFunction>(Grid(-87, 40), ulps: 2.6);
        AssertDouble<SigmoidFunction>(Grid(-700, 40), ulps: 3.5);
    }

    [Fact]
    public void Softplus_has_a_small_error_against_the_larger_of_itself_and_one()
    {
        AssertSingle<SoftplusFunction>(Grid(-100, 1000), ulps: 2.5, atLeast: 1);
        AssertSingle<SoftplusFunction>(Grid(-5, 5), ulps: 2.5, atLeast: 1);
        AssertDouble<SoftplusFunction>(Grid(-40, 800), ulps: 2.5, atLeast: 1);
    }

    [Fact]
    public void Erf_is_accurate_also_near_zero()
    {
        AssertSingle<ErfFunction>(Magnitudes().Where(x => MathF.Abs(x) < 6), ulps: 2);
        AssertSingle<ErfFunction>(Grid(-5, 5), ulps: 2);
        AssertDouble<ErfFunction>(Grid(-6.5, 6.5), ulps: 2);
        AssertDouble<ErfFunction>(Powers(-1000, 2), ulps: 2);
    }

    [Fact]
    public void Sin_and_Cos_are_accurate_also_near_their_zeros()
    {
        AssertPeriodic<SinFunction>(0);
        AssertPeriodic<CosFunction>(0.5);
        AssertSingle<SinFunction>(Magnitudes().Where(x => MathF.Abs(x) < 1e5f), ulps: 2.5);
        AssertSingle<CosFunction>(Magnitudes().Where(x => MathF.Abs(x) < 1e5f), ulps: 2.5);
        AssertDouble<SinFunction>(Powers(-1074, 20), ulps: 2.5);
        AssertDouble<CosFunction>(Powers(-1074, 20), ulps: 2.5);
    }

    [Fact]
    public void Sin_and_Cos_of_huge_values_stay_within_one()
    {
        Assert.All(Map<SinFunction, F512, float>([.. Magnitudes()]), y => Assert.InRange(y, -1, 1));
        Assert.All(Map<CosFunction, F512, float>([.. Magnitudes()]), y => Assert.InRange(y, -1, 1));
        Assert.All(Map<SinFunction, D512, double>([.. Powers(0, 1023)]), y => Assert.InRange(y, -1, 1));
        Assert.All(Map<CosFunction, D512, double>([.. Powers(0, 1023)]), y => Assert.InRange(y, -1, 1));
    }

    [Fact]
    public void Atan_is_accurate_over_its_whole_range()
    {
        AssertSingle<AtanFunction>(Magnitudes(), ulps: 2);
        AssertSingle<AtanFunction>(Grid(-3, 3), ulps: 2);
        AssertDouble<AtanFunction>(Grid(-3, 3), ulps: 2.5);
        AssertDouble<AtanFunction>(Powers(-1074, 1023), ulps: 2.5);
    }

    [Fact]
    public void Log1P_is_accurate_also_near_zero()
    {
        AssertSingle<Log1PFunction>(Magnitudes().Where(x => x >= -1), ulps: 1.5);
        AssertSingle<Log1PFunction>(Grid(-1, 1), ulps: 1.5);
        AssertDouble<Log1PFunction>(Grid(-1, 3), ulps: 2);
        AssertDouble<Log1PFunction>(Powers(-1074, 1023), ulps: 2);
        AssertDouble<Log1PFunction>(Powers(-1074, -1).Select(x => -x), ulps: 2);
    }

    [Fact]
    public void Floor_and_Round_are_exact()
    {
        double[] halves = [.. Enumerable.Range(-20, 41).Select(i => i / 2.0)];
        double[] x =
        [
            .. halves, .. halves.Select(Math.BitIncrement), .. halves.Select(Math.BitDecrement), .. Grid(-10, 10), .. Powers(-1074, 1023),
            .. Magnitudes().Select(value => (double)value), -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
            4194304.5, 4194305.5, -8388607.5, 8388608, 16777217, 4503599627370495.5, -4503599627370497, 9007199254740993,
        ];
        AssertExact<FloorFunction>(x);
        AssertExact<RoundFunction>(x);
    }

    [Fact]
    public void Special_values_give_their_limits()
    {
        const double Infinity = double.PositiveInfinity;
        AssertSpecial<ExpFunction>(
            (-Infinity, 0), (Infinity, Infinity), (double.NaN, double.NaN), (0, 1), (1000, Infinity), (-1000, 0), (1e30, Infinity));
        AssertSpecial<LogFunction>(
            (0, -Infinity), (Infinity, Infinity), (double.NaN, double.NaN), (1, 0),
            (-1, double.NaN), (-Infinity, double.NaN), (-1e-40, double.NaN));
        AssertSpecial<TanhFunction>((-Infinity, -1), (Infinity, 1), (double.NaN, double.NaN), (0, 0), (30, 1), (-1e30, -1));
        AssertSpecial<SigmoidFunction>((-Infinity, 0), (Infinity, 1), (double.NaN, double.NaN), (0, 0.5), (-1e30, 0));
        AssertSpecial<SoftplusFunction>((-Infinity, 0), (Infinity, Infinity), (double.NaN, double.NaN), (1e30, 1e30), (-1e30, 0));
        AssertSpecial<ErfFunction>((-Infinity, -1), (Infinity, 1), (double.NaN, double.NaN), (0, 0), (7, 1), (-1e30, -1));
        AssertSpecial<SinFunction>((-Infinity, double.NaN), (Infinity, double.NaN), (double.NaN, double.NaN), (0, 0), (1e-30, 1e-30));
        AssertSpecial<CosFunction>((-Infinity, double.NaN), (Infinity, double.NaN), (double.NaN, double.NaN), (0, 1), (1e-30, 1));
        AssertSpecial<AtanFunction>(
            (-Infinity, -Math.PI / 2), (Infinity, Math.PI / 2), (double.NaN, double.NaN), (0, 0), (1e30, Math.PI / 2), (-1, -Math.PI / 4));
        AssertSpecial<Log1PFunction>(
            (-1, -Infinity), (Infinity, Infinity), (double.NaN, double.NaN), (0, 0), (1e-30, 1e-30), (-1e-40, -1e-40),
            (-1.5, double.NaN), (-Infinity, double.NaN), (-1e30, double.NaN));
    }

    private static IEnumerable<double> Grid(double low, double high)
        => Enumerable.Range(0, 20_001).Select(i => low + (high - low) * i / 20_000);

    /// <summary>Floats of every exponent and both signs, evenly over the bit patterns.</summary>
    private static IEnumerable<float> Magnitudes()
    {
        for (long bits = 1; bits < 0x7F80_0000; bits += 65_521)
        {
            float value = BitConverter.UInt32BitsToSingle((uint)bits);
            yield return value;
            yield return -value;
        }
    }

    private static IEnumerable<double> Powers(int low, int high)
        => Enumerable.Range(low, high - low + 1).SelectMany(n => new[] { Math.ScaleB(1, n), Math.ScaleB(1.7, n), Math.ScaleB(1.3, n) });

    private static void AssertSingle<F>(IEnumerable<double> arguments, double ulps, double atLeast = 0)
        where F : struct, IFunction
        => AssertSingle<F>(arguments.Select(x => (float)x), ulps, atLeast);

    private static void AssertSingle<F>(IEnumerable<float> arguments, double ulps, double atLeast = 0)
        where F : struct, IFunction
    {
        float[] x = [.. arguments];
        float[] y = Map<F, F512, float>(x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = F.Reference(x[i]);
            float rounded = (float)expected;
            if (float.IsFinite(rounded))
            {
                float next = MathF.BitIncrement((float)Math.Max(Math.Abs(expected), atLeast));
                AssertNear<F>(x[i], y[i], expected, next - MathF.BitDecrement(next), ulps);
            }
            else
            {
                Assert.Equal(rounded, y[i]);
            }
        }

        Assert.Equal(y, Map<F, F1, float>(x));
        Assert.Equal(y, Map<F, F128, float>(x));
        Assert.Equal(y, Map<F, F256, float>(x));
    }

    private static void AssertDouble<F>(IEnumerable<double> arguments, double ulps, double atLeast = 0)
        where F : struct, IFunction
    {
        double[] x = [.. arguments];
        double[] y = Map<F, D512, double>(x);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = F.Reference(x[i]);
            if (double.IsFinite(expected))
            {
                double next = Math.BitIncrement(Math.Max(Math.Abs(expected), atLeast));
                AssertNear<F>(x[i], y[i], expected, next - Math.BitDecrement(next), ulps);
            }
            else
            {
                Assert.Equal(expected, y[i]);
            }
        }

        Assert.Equal(y, Map<F, D1, double>(x));
        Assert.Equal(y, Map<F, D128, double>(x));
        Assert.Equal(y, Map<F, D256, double>(x));
    }

    /// <summary>Over whole periods, and around each zero, all multiples of π moved by <paramref name="shift"/> times π.</summary>
    private static void AssertPeriodic<F>(double shift)
        where F : struct, IFunction
    {
        double[] zeros = [.. Enumerable.Range(-3183, 6366).Select(n => (n + shift) * Math.PI)];
        AssertSingle<F>(Grid(-20, 20).Concat(Grid(-1e4, 1e4)).Concat(zeros), ulps: 2.5);
        AssertDouble<F>(Grid(-20, 20).Concat(Grid(-1e4, 1e4)).Concat(zeros), ulps: 2.5);
    }

    /// <summary>Bit for bit, but for which NaN it is.</summary>
    private static void AssertExact<F>(double[] x)
        where F : struct, IFunction
    {
        float[] single = [.. x.Select(value => (float)value)];
        string[] expected = Texts(x.Select(F.Reference));
        string[] expectedSingle = Texts(single.Select(value => F.Reference(value)));
        Assert.Equal(expected, Texts(Map<F, D1, double>(x)));
        Assert.Equal(expected, Texts(Map<F, D128, double>(x)));
        Assert.Equal(expected, Texts(Map<F, D256, double>(x)));
        Assert.Equal(expected, Texts(Map<F, D512, double>(x)));
        Assert.Equal(expectedSingle, Texts(Map<F, F1, float>(single).Select(value => (double)value)));
        Assert.Equal(expectedSingle, Texts(Map<F, F128, float>(single).Select(value => (double)value)));
        Assert.Equal(expectedSingle, Texts(Map<F, F256, float>(single).Select(value => (double)value)));
        Assert.Equal(expectedSingle, Texts(Map<F, F512, float>(single).Select(value => (double)value)));

        static string[] Texts(IEnumerable<double> values) => [.. values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))];
    }

    private static void AssertNear<F>(double x, double actual, double expected, double ulp, double ulps)
        => Assert.True(
            Math.Abs(actual - expected) <= ulps * ulp,
            FormattableString.Invariant(
                $"{typeof(F).Name} of {x:R} is {actual:R}, {Math.Abs(actual - expected) / ulp:F2} ulp from {expected:R}."));

    private static void AssertSpecial<F>(params (double Argument, double Expected)[] cases)
        where F : struct, IFunction
    {
        double[] x = [.. cases.Select(c => c.Argument)];
        double[] expected = [.. cases.Select(c => c.Expected)];
        float[] single = [.. x.Select(v => (float)v)];
        float[] expectedSingle = [.. expected.Select(v => (float)v)];
        Assert.Equal(expected, Map<F, D512, double>(x));
        Assert.Equal(expected, Map<F, D256, double>(x));
        Assert.Equal(expected, Map<F, D128, double>(x));
        Assert.Equal(expected, Map<F, D1, double>(x));
        Assert.Equal(expectedSingle, Map<F, F512, float>(single));
        Assert.Equal(expectedSingle, Map<F, F256, float>(single));
        Assert.Equal(expectedSingle, Map<F, F128, float>(single));
        Assert.Equal(expectedSingle, Map<F, F1, float>(single));
    }

    private static T[] Map<F, V, T>(T[] x)
        where F : struct, IFunction
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        T[] padded = new T[(x.Length + V.Count - 1) / V.Count * V.Count];
        x.CopyTo(padded, 0);
        for (int i = 0; i < padded.Length; i += V.Count)
        {
            F.Apply<V, T>(V.Load(ref padded[0], i)).Store(ref padded[0], i);
        }

        return padded[..x.Length];
    }
}
