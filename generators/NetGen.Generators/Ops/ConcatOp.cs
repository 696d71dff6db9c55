using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y = x and a, … side by side along the channels;  each gets its own part of dy.</summary>
internal sealed class ConcatOp(ConcatAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override IReadOnlyList<string> Stages => attribute.Stages;

    public override bool Joins => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        int channels = rule.Input.Channels;
        foreach (StageShape other in rule.Others)
        {
            if (other.Shape with { Channels = rule.Input.Channels } != rule.Input)
            {
                return rule.Error("NG0024", rule.Stage, rule.Input.ToString(), other.Stage, other.Shape.ToString());
            }

            channels += other.Shape.Channels;
        }

        return rule.Input with { Channels = channels };
    }

    public override Node Forward(ForwardContext c) =>
        c.Add(JoinNode.Concat(c.Label, c.Use.Output, [c.Input, .. c.Others]));
}
