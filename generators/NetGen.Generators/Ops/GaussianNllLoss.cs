using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// L = mean of (s + d²·e^−s)/2, d = μ − t, for the halves μ, s of the output;  dμ = d·e^−s / count, ds = (1 − d²·e^−s) / 2 / count.
/// </summary>
internal sealed class GaussianNllLoss : Criterion
{
    public override bool TakesLabels => false;

    public override TensorShape Target(TensorShape output) => output with { Channels = output.Channels / 2 };

    public override string? Missing(Reach reach, int channels) => reach.MissingOfExponential("variance");

    public override bool Check(ShapeRule rule)
    {
        if (rule.Input.Channels % 2 != 0)
        {
            rule.Error(
                "NG0011", Name, rule.Input.ToString(), "an even number of features: means, then logarithms of variances",
                "give the layer before it two outputs for each target");
            return false;
        }

        return true;
    }

    public override LossNodes Build(LossContext c)
    {
        TensorShape half = c.Target.Shape;
        Node mean = c.Add(new MoveNode("loss mean", MoveKind.Slice, half, Place.Origin, c.Output));
        Node log = c.Add(new MoveNode("loss log variance", MoveKind.Slice, half, new Place(0, 0, half.Channels), c.Output));
        Expr d = new Expr.Input(0) - new Expr.Input(1), s = new Expr.Input(2), share = Expr.LossScale(half) * (1.0 / half.Channels);
        Node[] read = [mean, c.Target, log];
        Node sum = c.Total("loss sum", (s + d * d * Expr.Exp(-s)) * 0.5, read);
        Node dMean = c.Map("∂mean", half, d * Expr.Exp(-s) * share, read);
        Node dLog = c.Map("∂log variance", half, (1 - d * d * Expr.Exp(-s)) * (share * 0.5), read);
        return (
            c.Map("loss", TensorShape.Scalar, new Expr.Input(0) * (Expr.PerRow(half) * (1.0 / half.Channels)), sum),
            c.Add(JoinNode.Concat("∂output", c.Output.Shape, dMean, dLog)));
    }
}
