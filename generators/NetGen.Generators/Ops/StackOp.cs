using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[i] = x, a, … as the positions of a sequence;  each gets its own part of dy.</summary>
internal sealed class StackOp(StackAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override IReadOnlyList<string> Stages => attribute.Stages;

    public override bool Joins => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (x.Form != Form.Features)
        {
            return rule.Error("NG0011", Name, x.ToString(), "features", "take the mean of its rows, or write Flatten");
        }

        return rule.Others.FirstOrDefault(other => other.Shape != x) is { } misfit
            ? rule.Error("NG0023", Name, rule.Stage, x.ToString(), $"stage '{misfit.Stage}'", misfit.Shape.ToString())
            : TensorShape.Sequence(rule.Others.Count + 1, x.Channels, -1);
    }

    public override Node Forward(ForwardContext c)
    {
        // A sequence of one position lies as features do: side by side they are what one behind the other is.
        TensorShape whole = TensorShape.Features(c.Use.Output.Size);
        return Reshaping.View(c.Add, c.Label, c.Add(JoinNode.Concat($"{c.Label} parts", whole, [c.Input, .. c.Others])), c.Use.Output);
    }
}
