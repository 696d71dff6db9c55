using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// l = s·D²/2 + (1 − s)·max(0, m − D)²/2, D² = Σ (a − b)², s = 1 where alike;  da = (s − (1 − s)·max(0, m − D)/D)·(a − b), db = −da.
/// </summary>
internal sealed class ContrastiveLoss(ContrastiveLossAttribute attribute) : PairLoss
{
    /// <summary>Added to the square whose root is divided by: equal embeddings have no direction apart.</summary>
    private const double Tiny = 1e-24;

    private double Margin => Rate.AsWritten(attribute.Margin);

    public override bool Check(ShapeRule rule) => base.Check(rule) && rule.IsFactor(Margin);

    protected override (Node Loss, Node First, Node Second) Build(LossContext c, Node a, Node b, Node alike)
    {
        TensorShape row = alike.Shape;
        Expr x = new Expr.Input(0), y = new Expr.Input(1), z = new Expr.Input(2), lack = Expr.Max(Margin - x, 0);
        Node square = c.Reduce("loss square", ReduceOperator.Sum, row, (x - y) * (x - y), a, b);
        Node distance = c.Map("loss distance", row, Expr.Sqrt(x + Tiny), square);
        Node loss = c.Map("loss rows", row, y * (x * x * 0.5) + (1 - y) * (lack * lack * 0.5), distance, alike);
        Node slope = c.Map("∂distance", row, (y - (1 - y) * (lack / x)) * Expr.LossScale(row), distance, alike);
        return (loss, c.Map("∂one", a.Shape, (x - y) * z, a, b, slope), c.Map("∂other", a.Shape, (y - x) * z, a, b, slope));
    }
}
