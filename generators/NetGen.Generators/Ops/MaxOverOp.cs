using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = max x;  dx = dy for the largest (the first one along lines, pixels and positions; among features equal ones share it).</summary>
internal sealed class MaxOverOp() : OverAxisOp("MaxOver")
{
    protected override PoolRole Role => PoolRole.Max;

    protected override Node OverRow(ForwardContext c) =>
        c.Keep("max", c.Reduce($"{c.Label} max", ReduceOperator.Max, c.Input.Shape.PerRow(), new Expr.Input(0), c.Input));

    protected override Node OverRowGradient(BackwardContext c, Node dy)
    {
        Expr isLargest = Expr.Greater(new Expr.Input(1), new Expr.Input(0), 0, 1);
        Node max = c.Kept("max");
        Node count = c.Reduce($"∂{c.Label} count", ReduceOperator.Sum, c.Input.Shape.PerRow(), isLargest, c.Input, max);
        return c.Map($"∂{c.Label}", c.Input.Shape, isLargest * new Expr.Input(2) / new Expr.Input(3), c.Input, max, dy, count);
    }
}
