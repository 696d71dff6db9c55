using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>y[t] = x[t] + P[t].</summary>
internal abstract class PositionsOp(string name) : Operation(name)
{
    public override TensorShape? Infer(ShapeRule rule) => rule.Input.IsSequence
        ? rule.Input
        : rule.Error("NG0011", Name, rule.Input.ToString(), "a sequence, [length × features]", "put it behind Embedding, or declare [Input(length, features)]");

    public override Node Forward(ForwardContext c) => c.Map(
        c.Label, c.Input.Shape, new Expr.Input(0) + new Expr.Input(1), c.Input, c.Table("positions", c.Input.Shape.PerPosition()));

    public override InputGradients Backward(BackwardContext c) => new(c.OutputGradient);
}

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
            new[] { Field.Text("samples", "worker.Batch"), Field.Rows("rows", x), new Field("allRows", x.Width), new Field("width", x.Channels) }.ToEquatableArray(),
            new[] { KernelOperand.Input(0), KernelOperand.Output }.ToEquatableArray()) { IsShared = true }, TensorShape.PerChannel(x.Size), c.OutputGradient)));
        return base.Backward(c);
    }
}

/// <summary>y[t] = x[t] + P[t], P[t, 2i] = sin(t / 10000^(2i/n)), P[t, 2i+1] = cos(t / 10000^(2i/n)).  Vaswani et al. 2017.</summary>
internal sealed class SinusoidalPositionsOp() : PositionsOp("SinusoidalPositions")
{
    public override IEnumerable<ParameterInfo> Parameters(ParameterRule rule) =>
        [rule.Table("positions", rule.Input.Width, rule.Input.Channels, Start.Sinusoidal, isTrained: false)];
}
