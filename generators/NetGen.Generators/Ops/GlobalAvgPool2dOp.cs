using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c] = mean of x[c] over height and width: an average over one window.</summary>
internal sealed class GlobalAvgPool2dOp : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override TensorShape? Infer(ShapeRule rule) => rule.Input.IsImage
        ? TensorShape.Features(rule.Input.Channels)
        : rule.Error(
            "NG0011", Name, rule.Input.ToString(), "channels × height × width",
            rule.Input.IsSequence
                ? "write [MeanOver(Axis.Length)] for the mean of the positions"
                : "leave it out: there is nothing to average over");

    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Average, PoolGeometry.Whole(c.Input.Shape), c.Use.Output, c.Input));
}
