using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// l = max(0, P − N + m), P = ‖a − p + ε‖, N = ‖a − n + ε‖;  dp = −g·(a − p + ε)/P, dn = g·(a − n + ε)/N, da = −dp − dn, g = [l > 0].
/// </summary>
internal sealed class TripletLoss(TripletLossAttribute attribute) : Criterion
{
    /// <summary>PyTorch's ε.</summary>
    private const double Shift = 1e-6;

    /// <summary>Added to the square whose root is divided by.</summary>
    private const double Tiny = 1e-24;

    public override IReadOnlyList<string> Stages => [attribute.Anchor, attribute.Positive, attribute.Negative];

    public override bool HasTarget => false;

    public override bool TakesLabels => false;

    private double Margin => Rate.AsWritten(attribute.Margin);

    public override bool Check(ShapeRule rule) => AreAlike(rule, attribute) && rule.IsFactor(Margin);

    public override LossNodes Build(LossContext c)
    {
        Node anchor = c.Outputs[0], positive = c.Outputs[1], negative = c.Outputs[2];
        TensorShape shape = anchor.Shape, row = shape.PerRow();
        Expr x = new Expr.Input(0), y = new Expr.Input(1), z = new Expr.Input(2), v = new Expr.Input(3), w = new Expr.Input(4);
        Node near = Distance("positive", positive), far = Distance("negative", negative);
        Node loss = c.Map("loss rows", row, Expr.Max(x - y + Margin, 0), near, far);
        Node total = c.Total("loss total", x, loss);
        Node slope = c.Map("∂distances", row, Expr.Greater(x, 0, Expr.LossScale(row), 0), loss);
        Node[] all = [anchor, positive, negative, near, far, slope];
        return new(
            c.Map("loss", TensorShape.Scalar, x * Expr.PerRow(row), total),
            [
                c.Map("∂anchor", shape, ((x - y + Shift) / v - (x - z + Shift) / w) * new Expr.Input(5), all),
                c.Map("∂positive", shape, (y - x - Shift) / z * v, anchor, positive, near, slope),
                c.Map("∂negative", shape, (x - y + Shift) / z * v, anchor, negative, far, slope),
            ]);

        Node Distance(string name, Node other) => c.Map(
            $"loss distance of {name}", row, Expr.Sqrt(x + Tiny),
            c.Reduce($"loss square of {name}", ReduceOperator.Sum, row, (x - y + Shift) * (x - y + Shift), anchor, other));
    }
}
