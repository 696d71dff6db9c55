using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = x[t] + P[t] with trained P;  dP[t] = Σ dy[t] over the batch.</summary>
internal sealed class LearnedPositionsOp() : PositionsOp("LearnedPositions")
{
    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("positions", rule.Input.Width, rule.Input.Channels, Start.Normal002)];

    public override InputGradients Backward(BackwardContext c)
    {
        TensorShape x = c.Input.Shape;
        c.Gradient("positions", c.Add(new OpaqueNode($"∂{c.Label}.positions", new OpaqueKernel(
            "Embedding.SumOverSamples", "dP[t] = Σ dy[t] over the batch",
            new Setting[]
            {
                new Field("samples", Dim.Batch), new Field("rows", x.RunRows), new Field("allRows", x.Width),
                new Field("width", x.Channels),
            }.ToEquatableArray(),
            new[] { KernelOperand.Input(0), KernelOperand.Output }.ToEquatableArray()) { IsShared = true }, TensorShape.PerChannel(x.Size), c.OutputGradient)));
        return base.Backward(c);
    }
}
