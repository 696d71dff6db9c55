using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean over the rows of −x[label];  dx = −onehot(label) / rows.</summary>
internal sealed class NllLoss(NllLossAttribute attribute) : LabelLoss(attribute)
{
    public override LossNodes Build(LossContext c)
    {
        Expr a = new Expr.Input(0), label = new Expr.OneHot(1);
        Node own = c.Reduce("loss target", ReduceOperator.Sum, c.Output.Shape.PerRow(), label * a, c.Output, c.Target);
        return Average(c, -a, [own], -label, [c.Output, c.Target]);
    }
}
