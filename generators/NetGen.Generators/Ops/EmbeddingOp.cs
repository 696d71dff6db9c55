using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = W[token[t]];  dW[v] = Σ dy[t] over the t with token v.</summary>
internal sealed class EmbeddingOp(EmbeddingAttribute attribute) : Operation
{
    public override bool TakesTokens => true;

    public override TensorShape? Infer(ShapeRule rule) => rule.AtLeast(attribute.Width, 1)
        ? TensorShape.Sequence(rule.Input.Width, (int)attribute.Width, rule.Input.Length)
        : null;

    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("weight", rule.Vocabulary, (int)attribute.Width, Start.Normal002)];

    public override Node Forward(ForwardContext c) => c.Add(new OpaqueNode(c.Label, new OpaqueKernel(
        "Embedding.Gather", "y[t] = W[token[t]]",
        new Setting[] { new Field("rows", c.Input.Shape.RunRows), new Field("width", c.Use.Output.Channels) }.ToEquatableArray(),
        new[] { KernelOperand.Input(0), KernelOperand.Input(1), KernelOperand.Output }.ToEquatableArray()), c.Use.Output, c.Input, c.Parameter("weight"))
    {
        Gradient = g => [null, TableGradient(g, c.Use)],
    });

    private static Node TableGradient(OpaqueGradient g, OperationUse use)
    {
        int vocabulary = use.Parameters[0].Dimensions[0], width = use.Output.Channels;
        return g.Add(new OpaqueNode($"{g.Name}.weight", new OpaqueKernel(
            "Embedding.AddGradient", "dW[token[t]] += dy[t]",
            new Setting[]
            {
                new Field("rows", use.Input.RunRows.OfBatch), new Field("vocabulary", vocabulary), new Field("width", width),
            }.ToEquatableArray(),
            new[] { KernelOperand.Input(0), KernelOperand.Input(1), KernelOperand.Output }.ToEquatableArray()) { IsShared = true },
            TensorShape.PerChannel(vocabulary * width), g.Inputs[0], g.OutputGradient));
    }
}
