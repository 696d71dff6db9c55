using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>yᵢ = e^(xᵢ − m) / Σ e^(xⱼ − m), m = max x, over the channels of each row;  dx = y·(dy − Σ dy·y).</summary>
internal sealed class SoftmaxOp : Operation
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => Ops.Reach.Share;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (rule.Input.Channels == 1)
        {
            rule.WarnOfOneValue(
                rule.Input, "every output is 1", "give it a score for each class, or take Sigmoid for the probability of one");
        }

        return rule.Input;
    }

    public override OnnxOperator? Onnx(OperationUse use) => new("Softmax", ("axis", use.Input.IsImage ? 1 : -1));

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node max = c.Reduce($"{c.Label} max", ReduceOperator.Max, x.Shape.PerRow(), a, x);
        Node power = c.Map($"{c.Label} power", x.Shape, Expr.Exp(a - b), x, max);
        Node sum = c.Reduce($"{c.Label} sum", ReduceOperator.Sum, x.Shape.PerRow(), a, power);
        return c.Map(c.Label, x.Shape, a / b, power, sum);
    }

    public override Node? Backward(BackwardContext c)
    {
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2);
        Node inner = c.Reduce($"∂{c.Label} sum", ReduceOperator.Sum, c.Output.Shape.PerRow(), a * b, c.OutputGradient, c.Output);
        return c.Map($"∂{c.Label}", c.Output.Shape, b * (a - d), c.OutputGradient, c.Output, inner);
    }
}
