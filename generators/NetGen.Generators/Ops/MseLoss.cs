using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of (x − t)²;  dx = 2·(x − t) / count.</summary>
internal sealed class MseLoss : Criterion
{
    public override bool TakesLabels => false;

    public override bool Check(ShapeRule rule) => true;

    public override LossNodes Build(LossContext c) =>
        c.Mean("loss", (new Expr.Input(0) - new Expr.Input(1)) * (new Expr.Input(0) - new Expr.Input(1)));
}
