using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>One window over all pixels of an image.</summary>
internal abstract class GlobalPoolOp : Operation
{
    protected abstract PoolRole Role { get; }

    public override bool PassesProbabilities => true;

    public override bool IsMaximum(OperationUse use) => Role == PoolRole.Max;

    public override bool PassesShift(OperationUse use) => true;

    public override TensorShape? Infer(ShapeRule rule) => rule.Input.IsImage
        ? TensorShape.Features(rule.Input.Channels)
        : rule.Error(
            "NG0011", Name, rule.Input.ToString(), "channels × height × width",
            rule.Input.IsSequence
                ? $"write [{(Role == PoolRole.Max ? "MaxOver" : "MeanOver")}(Axis.Length)] for that of the positions"
                : "leave it out: there is nothing to pool");

    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, Role, PoolGeometry.Whole(c.Input.Shape), c.Use.Output, c.Input));
}
