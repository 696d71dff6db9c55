namespace NetGen.Generators.Tests.Contracts;

/// <content>Methods of several stages.</content>
internal static partial class CaseMethods
{
    [Differentiable]
    public static double Distance(double a, double b) => Math.Sqrt(0.1 + ((a - b) * (a - b)));

    [Differentiable]
    public static double Larger(double a, double b)
    {
        if (a > b)
        {
            return a * (1 + (0.1 * b));
        }

        return b > 0.5 ? b : b - (0.2 * a);
    }

    [Differentiable]
    public static double Blended(double a, double b, double share)
    {
        double s = Logistic(share);
        return (s * a) + ((1 - s) * b);
    }

    [Differentiable]
    public static double Crossed(
        double a, double b, [Learnable(Start = 0.5f, Per = Axis.Channels)] double weight, double c, double d, [Learnable] double shift) =>
        (a * d) - (weight * b * c) + (shift * Math.Tanh(a + b + c + d));

    [Differentiable, Gradient(nameof(SlopesOfRatio))]
    public static double Ratio(double a, double b) => a / (1 + (b * b));

    [Differentiable]
    private static (double, double) SlopesOfRatio(double a, double b)
    {
        double q = 1 + (b * b);
        return (1 / q, -2 * a * b / (q * q));
    }
}
