using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>yᵢ = xᵢ − m − log Σ e^(xⱼ − m), m = max x, over the channels of each row;  dx = dy − eʸ·Σ dy.</summary>
internal sealed class LogSoftmaxOp : Operation
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override Reach? Reach => Ops.Reach.Negative;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (rule.Input.Channels == 1)
        {
            rule.WarnOfOneValue(
                rule.Input, "every output is 0", "give it a score for each class, or take LogSigmoid for the logarithm of one probability");
        }

        return rule.Input;
    }

    public override OnnxOperator? Onnx(OperationUse use) => new("LogSoftmax", ("axis", use.Input.IsImage ? 1 : -1));

    public override Node Forward(ForwardContext c)
    {
        Node x = c.Input;
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node max = c.Reduce($"{c.Label} max", ReduceOperator.Max, row, a, x);
        Node sum = c.Reduce($"{c.Label} sum", ReduceOperator.Sum, row, Expr.Exp(a - b), x, max);
        Node log = c.Map($"{c.Label} log", row, Expr.Log(a), sum);
        return c.Map(c.Label, x.Shape, a - b - new Expr.Input(2), x, max, log);
    }

    public override Node? Backward(BackwardContext c)
    {
        Expr a = new Expr.Input(0), b = new Expr.Input(1), d = new Expr.Input(2);
        Node sum = c.Reduce($"∂{c.Label} sum", ReduceOperator.Sum, c.Output.Shape.PerRow(), a, c.OutputGradient);
        return c.Map($"∂{c.Label}", c.Output.Shape, a - Expr.Exp(b) * d, c.OutputGradient, c.Output, sum);
    }
}
