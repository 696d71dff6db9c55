using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = x[t] + P[t].</summary>
internal abstract class PositionsOp : Operation
{
    public override bool PassesShift(OperationUse use) => true;

    public override bool CountsPositions => true;

    public override TensorShape? Infer(ShapeRule rule) => rule.Input.IsSequence
        ? rule.Input
        : rule.Error(
            "NG0011", Name, rule.Input.ToString(), "a sequence, [length × features]",
            "put it behind Embedding, or declare [Input(length, features)]");

    public override Node Forward(ForwardContext c) => c.Map(
        c.Label, c.Input.Shape, new Expr.Input(0) + new Expr.Input(1), c.Input, c.Table("positions", c.Input.Shape.PerPosition()));
}
