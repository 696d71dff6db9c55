using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// One number for two rows of features. Cosine: y = Σ x·a / (max(‖x‖, ε)·max(‖a‖, ε)). L1: y = Σ |x − a|, with sign 0 at 0. L2: y = ‖x −
/// a‖, whose gradient at 0 is 0.  dx and da follow.
/// </summary>
internal sealed class SimilarityOp(SimilarityAttribute attribute) : Operation
{
    public override IReadOnlyList<string> Stages => attribute.Stages;

    public override bool Joins => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!rule.Check("stages", rule.Others.Count == 1, $"{rule.Others.Count + 1} values", "two of them, or one beside the value so far")
            || !rule.IsEpsilon(attribute.Epsilon))
        {
            return null;
        }

        StageShape other = rule.Others[0];
        return other.Shape == x
            ? x with { Channels = 1 }
            : rule.Error("NG0023", Name, rule.Stage, x.ToString(), $"stage '{other.Stage}'", other.Shape.ToString());
    }

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input, other = c.Others[0];
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2);
        Node value = attribute.Metric switch
        {
            SimilarityMetric.L1 => Sum("distance", Magnitude(a - b), x, other),
            SimilarityMetric.L2 => c.Map(
                $"{c.Label} distance", row, Expr.Greater(a, 0, Expr.Sqrt(a), 0), Sum("squares", (a - b) * (a - b), x, other)),
            _ => c.Map(
                $"{c.Label} cosine", row, a * b * d, Sum("product", a * b, x, other), Inverse("norm", x), Inverse("other norm", other)),
        };
        return c.Map(c.Label, c.Use.Output, a, value);

        Node Sum(string name, Expr body, params Node[] inputs) => c.Reduce($"{c.Label} {name}", ReduceOperator.Sum, row, body, inputs);

        // Of a norm below ε the gradient is 0, as that of a constant is.
        Node Inverse(string name, Node of)
        {
            double epsilon = Rate.AsWritten(attribute.Epsilon);
            return c.Map($"{c.Label} {name}", row, 1 / Expr.Sqrt(Expr.Max(a, epsilon * epsilon)), Sum($"{name} squared", a * a, of));
        }
    }

    private static Expr Magnitude(Expr x) => Expr.Greater(x, 0, x, Expr.Greater(0, x, -x, 0));
}
