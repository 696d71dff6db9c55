using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y = x + σ·√2·erf⁻¹(2u − 1), u uniform;  dx = dy. With v = 2u − 1 and w = −ln(1 − v²), erf⁻¹(v)/v is a polynomial of w, or of √w at the
/// ends: Giles, Approximating the erfinv function, GPU Computing Gems 2012; within 2·10⁻⁷ of n.
/// </summary>
internal sealed class GaussianNoiseOp(GaussianNoiseAttribute attribute) : Operation
{
    private static readonly double[] s_middle =
    [
        2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164, 0.246640727,
        1.50140941,
    ];

    private static readonly double[] s_ends =
    [
        -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047, 1.00167406,
        2.83297682,
    ];

    private double Deviation => (double)attribute.StandardDeviation;

    public override TensorShape? Infer(ShapeRule rule) =>
        rule.Check(Deviation, Deviation >= 0 && Deviation <= 1000, "from 0 to 1000", nameof(attribute.StandardDeviation))
            ? rule.Input
            : null;

    public override Node Forward(ForwardContext c)
    {
        if (!c.Training || Deviation == 0)
        {
            return c.Input;
        }

        // u is a multiple of 2⁻²⁴ and may be 0: half of that more, v is never ±1.
        TensorShape shape = c.Input.Shape;
        Expr a = new Expr.Input(0), v = new Expr.Input(1), w = new Expr.Input(2);
        Node draw = c.Map($"{c.Label} draw", shape, new Expr.Uniform(c.Use.Index) * 2 - (1 - 1.0 / (1 << 24)));
        Node tail = c.Map($"{c.Label} tail", shape, -Expr.Log((1 - a) * (1 + a)), draw);
        Node middle = c.Map($"{c.Label} middle", shape, Polynomial(s_middle, a - 2.5), tail);
        Node ends = c.Map($"{c.Label} ends", shape, Polynomial(s_ends, Expr.Sqrt(a) - 3), tail);
        Expr slope = Expr.Greater(5, w, new Expr.Input(3), new Expr.Input(4));
        return c.Map(c.Label, shape, a + v * slope * (Deviation * Math.Sqrt(2)), c.Input, draw, tail, middle, ends);
    }

    private static Expr Polynomial(double[] coefficients, Expr x) => coefficients.Select(c => (Expr)c).Aggregate((p, c) => p * x + c);
}
