using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = a·σ(a)·b for the halves a, b of the features;  da = dy·b·σ(a)·(1 + a·(1 − σ(a))), db = dy·a·σ(a).</summary>
internal sealed class SwiGluOp : Operation
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override TensorShape? Infer(ShapeRule rule) => rule.Input.Channels % 2 == 0
        ? rule.Input with { Channels = rule.Input.Channels / 2 }
        : rule.Error(
            "NG0011", Name, rule.Input.ToString(), "an even number of features",
            "give the layer before it two outputs for each of the result");

    public override Node Forward(ForwardContext c)
    {
        Node a = c.Keep("a", Half(c.Add, $"{c.Label} first half", c.Input, c.Use.Output, 0));
        Node b = c.Keep("b", Half(c.Add, $"{c.Label} second half", c.Input, c.Use.Output, c.Use.Output.Channels));
        Expr x = new Expr.Input(0);
        return c.Map(c.Label, c.Use.Output, x * Expr.Sigmoid(x) * new Expr.Input(1), a, b);
    }

    public override Node? Backward(BackwardContext c)
    {
        Expr dy = new Expr.Input(0), a = new Expr.Input(1), b = new Expr.Input(2), sigmoid = Expr.Sigmoid(a);
        Node da = c.Map(
            $"∂{c.Label} first half", c.Use.Output, dy * b * sigmoid * (1 + a * (1 - sigmoid)), c.OutputGradient, c.Kept("a"), c.Kept("b"));
        Node db = c.Map($"∂{c.Label} second half", c.Use.Output, dy * a * sigmoid, c.OutputGradient, c.Kept("a"));
        return c.Add(JoinNode.Concat($"∂{c.Label}", c.Input.Shape, da, db));
    }

    private static Node Half(Func<Node, Node> add, string name, Node x, TensorShape shape, int first) =>
        add(new MoveNode(name, MoveKind.Slice, shape, new Place(0, 0, first), x));
}
