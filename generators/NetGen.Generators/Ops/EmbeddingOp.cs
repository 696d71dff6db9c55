using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = W[token[t]];  dW[v] = Σ dy[t] over the t with token v.</summary>
internal sealed class EmbeddingOp(EmbeddingAttribute attribute) : Operation
{
    public override bool TakesTokens => true;

    public override TensorShape? Infer(ShapeRule rule) => rule.AtLeast(attribute.Width, 1)
        ? TensorShape.Sequence(rule.Input.Width, (int)attribute.Width, rule.Input.Length)
        : null;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("weight", rule.Vocabulary, (int)attribute.Width, attribute)];

    public override Node Forward(ForwardContext c) => c.Add(new OpaqueNode(
        c.Label, new GatherKernel(c.Input.Shape, c.Use.Output.Channels), c.Use.Output, c.Input, c.Parameter("weight"))
    {
        Gradient = g => [null, TableGradient(g, c.Use)],
    });

    private static Node TableGradient(OpaqueGradient g, OperationUse use)
    {
        int vocabulary = use.Parameters[0].Dimensions[0], width = use.Output.Channels;
        return g.Add(new OpaqueNode(
            $"{g.Name}.weight", new GatherGradientKernel(use.Input, vocabulary, width),
            TensorShape.PerChannel(vocabulary * width), g.Inputs[0], g.OutputGradient));
    }
}
