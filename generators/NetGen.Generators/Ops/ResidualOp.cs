using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x + the stage's input;  the gradient of both is dy.</summary>
internal sealed class ResidualOp : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override bool ReadsStageInput => true;

    public override TensorShape? Infer(ShapeRule rule) => rule.Others[0].Shape == rule.Input
        ? rule.Input
        : rule.Error("NG0023", Name, rule.Stage, rule.Input.ToString(), "what the stage reads", rule.Others[0].Shape.ToString());

    public override Node Forward(ForwardContext c) =>
        c.Map(c.Label, c.Use.Output, new Expr.Input(0) + new Expr.Input(1), c.Input, c.Others[0]);
}
