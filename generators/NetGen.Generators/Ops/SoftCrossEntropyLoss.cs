using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean over the rows of log Σ eˣ · Σ t − Σ t·x;  dx = (softmax(x)·Σ t − t) / rows.</summary>
internal sealed class SoftCrossEntropyLoss : Criterion
{
    public override bool TakesLabels => false;

    public override bool IsDistribution => true;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "softmax";

    public override bool Check(ShapeRule rule) => HasClasses(rule);

    public override LossNodes Build(LossContext c)
    {
        Node x = c.Output, logSum = c.LogSumExp("loss", x);
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1), t = new Expr.Input(2);
        Node whole = c.Reduce("loss target", ReduceOperator.Sum, row, a, c.Target);
        Node inner = c.Reduce("loss rows", ReduceOperator.Sum, row, (b - a) * t, x, logSum, c.Target);
        Node total = c.Total("loss total", a, inner);
        Expr dx = (Expr.Exp(a - b) * new Expr.Input(3) - t) * Expr.LossScale(x.Shape);
        return (
            c.Map("loss", TensorShape.Scalar, a * Expr.PerRow(x.Shape), total),
            c.Map("∂output", x.Shape, dx, x, logSum, c.Target, whole));
    }
}
