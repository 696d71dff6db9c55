using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>y = f(x), with a method of the user's.</summary>
internal sealed class ApplyOp(ApplyAttribute attribute, FunctionModel function) : Operation
{
    public override Activation? Activation => Ops.Activation.Smooth;

    public override TensorShape? Infer(ShapeRule rule) =>
        rule.Check("method", attribute.Method.Length > 0, "''", "a name") ? rule.Input : null;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        LearntParameters.Of(rule, function, rule.Input.Channels);

    public override Node Forward(ForwardContext c) => new ElementNodes(
        function, c.Add, c.Label, c.Input.Shape, _ => c.Input, i => LearntParameters.Node(c, function.Learnt[i])).Results()[0];
}
