namespace NetGen.Generators.Tests.Contracts;

/// <content>Every function that has a rule, where it is well conditioned.</content>
internal static partial class CaseMethods
{
    [Differentiable]
    public static double Waves(double x) => Math.Sin(2 * x) + (0.5 * Math.Cos(3 * x)) + Math.Tan(0.8 * Math.Tanh(x));

    [Differentiable]
    public static double Arcs(double x)
    {
        double bounded = 0.9 * Math.Tanh(x);
        return Math.Asin(bounded) + (0.3 * Math.Acos(bounded * bounded)) - Math.Atan(2 * x);
    }

    /// <summary>All four quadrants.</summary>
    [Differentiable]
    public static double Angle(double x) => 0.4 * (Math.Atan2(x, 0.3 + (x * x)) + Math.Atan2(0.5, x - 0.1) - Math.Atan2(x - 0.3, -0.6));

    [Differentiable]
    public static double Hyperbolic(double x) => (0.2 * Math.Sinh(x)) + (0.1 * Math.Cosh(2 * x)) + Math.Tanh(x);

    [Differentiable]
    public static double Areas(double x) => Math.Asinh(3 * x) + Math.Acosh(1.5 + (x * x)) - Math.Atanh(0.8 * Math.Tanh(x));

    [Differentiable]
    public static double Exponentials(double x) =>
        (0.2 * Math.Exp(x)) + (0.1 * double.Exp2(x)) + (0.05 * double.Exp10(0.3 * x)) - (0.3 * double.ExpM1(0.5 * x));

    [Differentiable]
    public static double Logarithms(double x)
    {
        double positive = 0.5 + (x * x);
        return Math.Log(positive) + Math.Log(positive, 3) + (2 * Math.Log10(positive)) - (0.5 * Math.Log2(1 + positive))
            + double.LogP1(Math.Abs(x));
    }

    [Differentiable]
    public static double Roots(double x) => Math.Sqrt(1 + (x * x)) + Math.Cbrt(x > 0 ? 0.5 + x : x - 0.7) - double.Hypot(x, 0.8);

    [Differentiable]
    public static double Powers(double x)
    {
        double positive = 0.4 + Math.Abs(x);
        return (0.1 * Math.Pow(x, 3)) + (0.1 * Math.Pow(x, 2)) + (0.2 * Math.Pow(positive, -2)) + Math.Pow(positive, 0.5)
            + (0.3 * Math.Pow(positive, 1.7)) + (0.2 * Math.Pow(1.5, x)) + (0.3 * Math.Pow(positive, x)) + (1e-8 * Math.Pow(x, 18))
            + (1e-8 * Math.Pow(x, 17)) + Math.Pow(x, 0);
    }

    [Differentiable]
    public static double Rounded(double x) =>
        x * ((0.1 * Math.Floor(3 * x)) + (0.2 * Math.Ceiling(x)) + (0.3 * Math.Round(2 * x)) - (0.1 * Math.Truncate(4 * x))
            + (0.2 * Math.Sign(x)) + (0.1 * (int)(5 * x)));

    [Differentiable]
    public static double Extremes(double x) =>
        Math.Max(x, -0.3) + (0.5 * Math.Min(0.4, x)) + (0.2 * Math.Clamp(x, -0.8, 0.9)) - (0.3 * Math.MaxMagnitude(x, 0.6))
            + Math.MinMagnitude(0.7, x) + (0.1 * Math.Abs(x - 0.2));

    [Differentiable]
    public static double Interpolated(double x) => double.Lerp(x, 0.5 * x * x, 0.3) + Math.FusedMultiplyAdd(x, 0.2, 0.1) + (x % 0.75);
}
