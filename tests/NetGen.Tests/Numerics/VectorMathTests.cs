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
