using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = f(a, b) for the halves a, b of the features: one of them gates the other.</summary>
internal abstract class GatedOp : Operation
{
    /// <summary>f(a, b).</summary>
    public abstract Expr Forward(Expr a, Expr b);

    /// <summary>da and db from dy, a and b.</summary>
    public abstract (Expr First, Expr Second) Gradient(Expr dy, Expr a, Expr b);

    public override TensorShape? Infer(ShapeRule rule) => rule.Input.Channels % 2 == 0
        ? rule.Input with { Channels = rule.Input.Channels / 2 }
        : rule.Error(
            "NG0011", Name, rule.Input.ToString(), "an even number of features",
            "give the layer before it two outputs for each of the result");

    public override Node Forward(ForwardContext c)
    {
        Node a = c.Keep("a", Half(c.Add, $"{c.Label} first half", c.Input, c.Use.Output, 0));
        Node b = c.Keep("b", Half(c.Add, $"{c.Label} second half", c.Input, c.Use.Output, c.Use.Output.Channels));
        return c.Map(c.Label, c.Use.Output, Forward(new Expr.Input(0), new Expr.Input(1)), a, b);
    }

    public override Node? Backward(BackwardContext c)
    {
        (Expr first, Expr second) = Gradient(new Expr.Input(0), new Expr.Input(1), new Expr.Input(2));
        Node[] read = [c.OutputGradient, c.Kept("a"), c.Kept("b")];
        Node da = c.Map($"∂{c.Label} first half", c.Use.Output, first, read);
        Node db = c.Map($"∂{c.Label} second half", c.Use.Output, second, read);
        return c.Add(JoinNode.Concat($"∂{c.Label}", c.Input.Shape, da, db));
    }

    private static Node Half(Func<Node, Node> add, string name, Node x, TensorShape shape, int first) =>
        add(new MoveNode(name, MoveKind.Slice, shape, new Place(0, 0, first), x));
}
