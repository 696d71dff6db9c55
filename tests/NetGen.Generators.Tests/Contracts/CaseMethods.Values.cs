namespace NetGen.Generators.Tests.Contracts;

/// <content>Locals, tuples, records, fields and calls.</content>
internal static partial class CaseMethods
{
    private static readonly double s_root = Math.Sqrt(2 / Math.PI), s_twice = 2 * s_root;
    private static readonly float s_half = 0.5f;
    private static readonly bool s_isSteep = s_twice > 1;

    [Differentiable]
    public static double Compound(double x)
    {
        double y = x;
        y += 2;
        y *= x;
        y -= 0.5 * y;
        y /= 3 - Math.Tanh(x);
        double z = y = 0.7 * y;
        z %= 2;
        x = z + y;
        x++;
        return 0.5 * x;
    }

    [Differentiable]
    public static double Tuples(double x)
    {
        (double low, double high) = (x - 1, x + 1);
        var pair = (Sum: low + high, Product: low * high);
        (double sum, _) = pair;
        (low, high) = (high, low);
        (double A, (double B, double C)) nested = (low, (high, sum));
        return (0.2 * nested.A * nested.Item2.B) + pair.Product + (0.1 * nested.Item2.Item2);
    }

    public readonly record struct Point(double X, double Y);

    public sealed record Segment(Point From, Point To);

    [Differentiable]
    public static double Records(double x)
    {
        Segment segment = new(new Point(x, 1), To: new Point(Y: -x, X: 0.5));
        segment = segment with { From = segment.From with { Y = x * x } };
        if (x > 0)
        {
            segment = segment with { To = default };
        }

        (Point from, Point to) = segment;
        return 0.5 * ((from.X * to.Y) - (from.Y * to.X) + from.Y);
    }

    /// <summary>GELU by its formula with tanh (Hendrycks and Gimpel, 2016).</summary>
    [Differentiable]
    public static double Fields(double x) => s_isSteep ? x / 2 * (1 + Math.Tanh(s_root * (x + (0.044715 * x * x * x)))) + (s_half * x) : 0;

    [Differentiable]
    public static double Calls(double x) => Scaled(Leaky(x), by: 0.5) + Square(Scaled(x)) - Nested.Cube(0.3 * x) + x.Mirrored();

    [Differentiable]
    private static double Scaled(double x, double by = 0.4)
    {
        if (x < -1)
        {
            return by * (x + 1);
        }

        return x * by;
    }

    [Differentiable]
    public static double Conversions(double x)
    {
        double exact = checked((float)1.5 * x), third = 1 / (double)3, whole = (byte)3;
        return (exact * third) + (whole * 0.1 * x);
    }

    private static class Nested
    {
        [Differentiable]
        public static double Cube(double x) => x * Square(x);
    }
}

/// <summary>A method called behind its first argument.</summary>
internal static class CaseExtensions
{
    [Differentiable]
    public static double Mirrored(this double x) => -0.3 * x;
}
