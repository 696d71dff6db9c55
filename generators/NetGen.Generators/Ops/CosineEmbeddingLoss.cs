using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// l = s·(1 − c) + (1 − s)·max(0, c − m), c = Σ a·b·p·q, p = 1/‖a‖, q = 1/‖b‖, s = 1 where alike;  da = g·(b·p·q − a·c·p²),
/// db = g·(a·p·q − b·c·q²), g = −s + (1 − s)·[c > m].
/// </summary>
internal sealed class CosineEmbeddingLoss(CosineEmbeddingLossAttribute attribute) : PairLoss
{
    /// <summary>Added to squares whose root is divided by, as PyTorch does.</summary>
    private const double Tiny = 1e-12;

    private double Margin => Rate.AsWritten(attribute.Margin);

    public override bool Check(ShapeRule rule) =>
        base.Check(rule) && rule.Check(Margin, Margin >= -1 && Margin < 1, "from −1 and less than 1");

    protected override (Node Loss, Node First, Node Second) Build(LossContext c, Node a, Node b, Node alike)
    {
        TensorShape row = alike.Shape;
        Expr x = new Expr.Input(0), y = new Expr.Input(1), z = new Expr.Input(2), v = new Expr.Input(3), w = new Expr.Input(4);
        Node one = Length("one", a), other = Length("other", b);
        Node product = c.Reduce("loss product", ReduceOperator.Sum, row, x * y, a, b);
        Node cosine = c.Map("loss cosine", row, x * y * z, product, one, other);
        Node loss = c.Map("loss rows", row, y * (1 - x) + (1 - y) * Expr.Max(x - Margin, 0), cosine, alike);
        Expr away = Expr.Greater(x, Margin, 1, 0);
        Node slope = c.Map("∂cosine", row, ((1 - y) * away - y) * Expr.LossScale(row), cosine, alike);
        Expr gradient = new Expr.Input(5) * (y * (z * v) - x * (w * (z * z)));
        return (
            loss,
            c.Map("∂one", a.Shape, gradient, a, b, one, other, cosine, slope),
            c.Map("∂other", a.Shape, gradient, b, a, other, one, cosine, slope));

        Node Length(string name, Node embedding) => c.Map(
            $"loss inverse of {name}", row, 1 / Expr.Sqrt(x + Tiny),
            c.Reduce($"loss squares of {name}", ReduceOperator.Sum, row, x * x, embedding));
    }
}
