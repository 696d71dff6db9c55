using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>y = f(x, a, …), with a method of the user's.</summary>
internal sealed class MergeOp(MergeAttribute attribute, FunctionModel function) : MergingOp(attribute.Stages)
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        int given = function.Given.Count, read = rule.Others.Count + 1;
        return rule.Check(
            "stages", given == read, $"{read} values with the one so far", $"as many as {function.Name} takes: {given}")
            ? base.Infer(rule)
            : null;
    }

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) => LearntParameters.Of(
        rule, function, rule.Others.Select(other => other.Shape).Append(rule.Input).Max(shape => shape.Channels));

    public override Node Forward(ForwardContext c)
    {
        Node[] given = [c.Input, .. c.Others];
        return new ElementNodes(
            function, c.Add, c.Label, c.Use.Output, i => given[i], i => LearntParameters.Node(c, function.Learnt[i])).Results()[0];
    }
}
