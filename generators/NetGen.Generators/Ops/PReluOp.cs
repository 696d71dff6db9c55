using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x where x > 0, else a·x;  dx = dy where x > 0, else a·dy;  da = Σ x·dy where x ≤ 0.</summary>
internal sealed class PReluOp(PReluAttribute attribute) : Operation
{
    public override Activation? Activation => Ops.Activation.Rectifier;

    public override TensorShape? Infer(ShapeRule rule) => rule.Input;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Bias("weight", attribute.PerChannel ? rule.Input.Channels : 1, attribute.Start)];

    public override OnnxOperator? Onnx(OperationUse use) => new("PRelu") { Inputs = [new("weight") { Broadcasts = true }] };

    public override Node Forward(ForwardContext c)
    {
        Node slope = attribute.PerChannel ? c.Parameter("weight") : c.Table("weight", TensorShape.Scalar);
        Expr x = new Expr.Input(0);
        return c.Map(c.Label, c.Input.Shape, Expr.Greater(x, 0, x, x * new Expr.Input(1)), c.Input, slope);
    }
}
