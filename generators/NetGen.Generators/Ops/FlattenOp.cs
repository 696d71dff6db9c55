using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c·H·W + i·W + j] = x[c, i, j];  dx the same way back.</summary>
internal sealed class FlattenOp() : Operation("Flatten")
{
    public override TensorShape? Infer(ShapeRule rule) => TensorShape.Features(rule.Input.Size);

    public override Node Forward(ForwardContext c) =>
        c.Input.Shape.IsImage ? c.Add(new MoveNode(c.Label, MoveKind.Flatten, c.Use.Output, 0, c.Input)) : c.Input;

    public override InputGradients Backward(BackwardContext c) => new(
        c.Input.Shape.IsImage ? c.Add(new MoveNode($"∂{c.Label}", MoveKind.Unflatten, c.Input.Shape, 0, c.OutputGradient)) : c.OutputGradient);
}
