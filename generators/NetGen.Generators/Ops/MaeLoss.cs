using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of |d|, d = x − t;  dx = sign(d) / count.</summary>
internal sealed class MaeLoss : Criterion
{
    public override bool TakesLabels => false;

    public override bool Check(ShapeRule rule) => true;

    public override LossNodes Build(LossContext c)
    {
        Expr d = new Expr.Input(0) - new Expr.Input(1);
        return c.Mean("loss", Expr.Abs(d));
    }
}
