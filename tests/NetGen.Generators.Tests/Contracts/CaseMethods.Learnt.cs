namespace NetGen.Generators.Tests.Contracts;

/// <content>Learnt numbers, and derivatives that are stated.</content>
internal static partial class CaseMethods
{
    [Differentiable]
    public static double Curve(
        double x, [Learnable(Start = 1)] double a, double shift, [Learnable] double b, [Learnable(Start = -0.5f, Min = -4)] double c,
        int power) =>
        (a * x) + (b * Math.Pow(x - shift, power)) + Math.Exp(c);

    [Differentiable]
    public static double Affine(
        double x, [Learnable(Start = 1, Per = Axis.Channels)] double scale, [Learnable(Per = Axis.Channels)] double shift,
        [Learnable(Start = 0.1f, Min = -3, Max = 3)] double share)
    {
        double y = (scale * x) + shift;
        return y > 0 ? y : share * Math.Tanh(scale * shift) * y;
    }

    [Differentiable, Gradient(nameof(SlopeOfSilu))]
    public static double StatedSilu(double x) => x * Logistic(x);

    [Differentiable]
    private static double SlopeOfSilu(double x)
    {
        double s = Logistic(x);
        return s + (x * s * (1 - s));
    }

    /// <summary>Its derivative is made of itself.</summary>
    [Differentiable, Gradient(nameof(SlopeOfLogistic))]
    public static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable]
    private static double SlopeOfLogistic(double x) => Logistic(x) * (1 - Logistic(x));

    [Differentiable, Gradient(nameof(SlopesOfSoftPower))]
    public static double SoftPower(double x, [Learnable(Start = 0.5f)] double p, double scale) =>
        scale * Math.Exp(p * Math.Log(1 + (x * x)));

    [Differentiable]
    private static (double X, double P, double Scale) SlopesOfSoftPower(double x, double p, double scale)
    {
        double log = Math.Log(1 + (x * x)), y = Math.Exp(p * log);
        return (scale * p * y * 2 * x / (1 + (x * x)), scale * y * log, y);
    }

    /// <summary>Stated derivatives inside of a method that has none.</summary>
    [Differentiable]
    public static double Composed(double x) => x > 0.1 ? Logistic(2 * x) : StatedSilu(x) - SoftPower(x, 0.3, 0.5);
}
