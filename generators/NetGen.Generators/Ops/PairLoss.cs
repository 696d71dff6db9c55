using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>L = mean over the rows of a formula of two embeddings, the halves a, b of the output, and of whether they are alike.</summary>
internal abstract class PairLoss : Criterion
{
    public override bool TakesLabels => false;

    public override (double Least, double Largest)? TargetRange => (-1, 1);

    public override TensorShape Target(TensorShape output) => output with { Channels = 1 };

    public override bool Check(ShapeRule rule)
    {
        if (rule.Input.Channels % 2 != 0)
        {
            rule.Error(
                "NG0011", Name, rule.Input.ToString(), "an even number of features: those of two embeddings",
                "bring the two together with Concat");
        }

        return rule.Input.Channels % 2 == 0;
    }

    public override LossNodes Build(LossContext c)
    {
        TensorShape half = c.Output.Shape with { Channels = c.Output.Shape.Channels / 2 }, row = half.PerRow();
        Node a = c.Add(new MoveNode("loss one", MoveKind.Slice, half, Place.Origin, c.Output));
        Node b = c.Add(new MoveNode("loss other", MoveKind.Slice, half, new Place(0, 0, half.Channels), c.Output));
        Node alike = c.Reduce("loss alike", ReduceOperator.Sum, row, Expr.Greater(new Expr.Input(0), 0.5, 1, 0), c.Target);
        (Node loss, Node da, Node db) = Build(c, a, b, alike);
        Node total = c.Total("loss total", new Expr.Input(0), loss);
        return (
            c.Map("loss", TensorShape.Scalar, new Expr.Input(0) * Expr.PerRow(half), total),
            c.Add(JoinNode.Concat("∂output", c.Output.Shape, da, db)));
    }

    /// <summary>The loss of each row, and the gradients of both embeddings.</summary>
    protected abstract (Node Loss, Node First, Node Second) Build(LossContext c, Node a, Node b, Node alike);
}
