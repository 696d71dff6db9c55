using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean of softplus(x) − x·t;  dx = (sigmoid(x) − t) / count.</summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss : Loss
{
    public override bool TakesLabels => false;

    public override bool IsBinary => true;

    public override (double Least, double Largest)? TargetRange => (0, 1);

    public override string? Squashes => "the sigmoid";

    public override bool Check(ShapeRule rule) => true;

    public override (Node Loss, Node Gradient) Build(LossContext c) =>
        c.Mean("loss", Expr.Softplus(new Expr.Input(0)) - new Expr.Input(0) * new Expr.Input(1));
}
