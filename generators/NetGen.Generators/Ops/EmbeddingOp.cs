using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = W[token[t]], 0 for padding that is left out;  dW[v] = Σ dy[t] over the t with token v.</summary>
internal sealed class EmbeddingOp(EmbeddingAttribute attribute) : Operation
{
    public override bool TakesTokens => true;

    public override string? PaddingArgument => nameof(attribute.SkipPadding);

    public override string? PaddingInput => attribute.SkipPadding;

    public override TensorShape? Infer(ShapeRule rule) =>
        rule.AtLeast(attribute.Width, 1) && PaddingMask.Fits(rule, Name, attribute.SkipPadding)
            ? TensorShape.Sequence(rule.Input.Width, (int)attribute.Width, rule.Input.Length)
            : null;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("weight", rule.Vocabulary, (int)attribute.Width, attribute)];

    public override Node Forward(ForwardContext c)
    {
        Node vectors = Vectors(c, c.Use.Output);
        return c.Use.Padding < 0 ? vectors : PaddingMask.Apply(c, vectors, 0);
    }

    /// <summary>The vector of each token.</summary>
    public static Node Vectors(ForwardContext c, TensorShape shape) => c.Add(new OpaqueNode(
        c.Label, new GatherKernel(c.Input.Shape, shape.Channels), shape, c.Input, c.Parameter("weight"))
    {
        Gradient = g => [null, TableGradient(g, c.Use)],
    });

    private static Node TableGradient(OpaqueGradient g, OperationUse use)
    {
        int vocabulary = use.Parameters[0].Dimensions[0], width = use.Parameters[0].Dimensions[1];
        return g.Add(new OpaqueNode(
            $"{g.Name}.weight", new GatherGradientKernel(use.Input, vocabulary, width),
            TensorShape.PerChannel(vocabulary * width), g.Inputs[0], g.OutputGradient));
    }
}
