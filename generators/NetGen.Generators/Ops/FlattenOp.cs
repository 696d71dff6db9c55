using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c·H·W + i·W + j] = x[c, i, j]; of a sequence y[t·n + c] = x[t, c];  dx the same way back.</summary>
internal sealed class FlattenOp : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override bool FixesLength => true;

    public override TensorShape? Infer(ShapeRule rule) => TensorShape.Features(rule.Input.Size);

    public override Node Forward(ForwardContext c) => Reshaping.Add(c.Add, c.Label, c.Input, c.Use.Output);
}
