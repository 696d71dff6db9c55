using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Tests;

/// <summary>A function under test: over vectors, and its reference in double.</summary>
internal interface IFunction
{
    static abstract V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged;

    static abstract double Reference(double a);
}

internal readonly struct ExpFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => V.Exp(a);

    public static double Reference(double a) => Math.Exp(a);
}

internal readonly struct LogFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => V.Log(a);

    public static double Reference(double a) => Math.Log(a);
}

internal readonly struct TanhFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Tanh<V, T>(a);

    public static double Reference(double a) => Math.Tanh(a);
}

internal readonly struct SigmoidFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Sigmoid<V, T>(a);

    public static double Reference(double a) => a >= 0 ? 1 / (1 + Math.Exp(-a)) : Math.Exp(a) / (1 + Math.Exp(a));
}

internal readonly struct SoftplusFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Softplus<V, T>(a);

    public static double Reference(double a)
    {
        // ln(1 + u) for small u, where 1 + u would lose it, by its series.
        double u = Math.Exp(-Math.Abs(a));
        double log = u < 1e-4 ? u - u * u / 2 + u * u * u / 3 : Math.Log(1 + u);
        return Math.Max(a, 0) + log;
    }
}

internal readonly struct ErfFunction : IFunction
{
    private const decimal TwoOverRootPi = 1.1283791670955125738961589031m;

    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Erf<V, T>(a);

    /// <summary>The Taylor series in 28 decimal digits, and beyond 5 the asymptotic series of 1 − erf.</summary>
    public static double Reference(double a)
    {
        double x = Math.Abs(a);
        if (double.IsNaN(a) || x < 1e-8)
        {
            return a * (double)TwoOverRootPi;
        }

        if (x > 5)
        {
            double complement = Math.Exp(-x * x) / (x * Math.Sqrt(Math.PI)) * (1 - 1 / (2 * x * x) + 3 / (4 * x * x * x * x));
            return Math.CopySign(1 - complement, a);
        }

        // Exact, unlike a conversion, which rounds to 15 digits.
        int scale = 52 - Math.ILogB(x);
        decimal power = (long)Math.ScaleB(x, scale) / (decimal)(BigInteger.One << scale);
        decimal square = power * power;
        decimal sum = power;
        for (int n = 1; n < 200; n++)
        {
            power *= -square / n;
            sum += power / (2 * n + 1);
        }

        return Math.CopySign((double)(TwoOverRootPi * sum), a);
    }
}

internal readonly struct SinFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Sin<V, T>(a);

    public static double Reference(double a) => Math.Sin(a);
}

internal readonly struct CosFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Cos<V, T>(a);

    public static double Reference(double a) => Math.Cos(a);
}

internal readonly struct AtanFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Atan<V, T>(a);

    public static double Reference(double a) => Math.Atan(a);
}

internal readonly struct Log1PFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Log1P<V, T>(a);

    public static double Reference(double a)
    {
        // What 1 + a rounds away, times the logarithm's slope there.
        double sum = 1 + a;
        return sum > 0 && double.IsFinite(sum) ? Math.Log(sum) + (a - (sum - 1)) / sum : Math.Log(sum);
    }
}

internal readonly struct FloorFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Floor<V, T>(a);

    public static double Reference(double a) => Math.Floor(a);
}

internal readonly struct RoundFunction : IFunction
{
    public static V Apply<V, T>(V a)
        where V : struct, ISimd<V, T>
        where T : unmanaged => VectorMath.Round<V, T>(a);

    public static double Reference(double a) => Math.Round(a);
}
