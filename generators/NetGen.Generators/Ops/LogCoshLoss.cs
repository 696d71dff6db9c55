using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of log cosh d = |d| + softplus(−2·|d|) − ln 2, d = x − t;  dx = tanh(d) / count.</summary>
internal sealed class LogCoshLoss : Criterion
{
    public override bool TakesLabels => false;

    public override bool Check(ShapeRule rule) => true;

    public override LossNodes Build(LossContext c)
    {
        Expr d = new Expr.Input(0) - new Expr.Input(1);
        return c.Mean("loss", Expr.Abs(d) + Expr.Softplus(Expr.Abs(d) * -2) - Math.Log(2), Expr.Tanh(d));
    }
}
