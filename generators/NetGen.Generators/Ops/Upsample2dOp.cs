using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// y[c, i, j] = x[c, ⌊i/f⌋, ⌊j/f⌋];  dx = Σ dy over the f × f pixels: the gradient of an average, f² times, and its reverse.
/// </summary>
internal sealed class Upsample2dOp(Upsample2dAttribute attribute) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    private int Factor => (int)attribute.Factor;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast(attribute.Factor, 1, 64))
        {
            return null;
        }

        return rule.Input.IsImage
            ? rule.Input with { Height = rule.Input.Height * Factor, Width = rule.Input.Width * Factor }
            : rule.Error("NG0011", Name, rule.Input.ToString(), "channels × height × width", "place it before Flatten");
    }

    public override Node Forward(ForwardContext c) => c.Map(
        c.Label, c.Use.Output, new Expr.Input(0) * (Factor * Factor),
        c.Add(new PoolNode($"{c.Label} spread", PoolRole.AverageGradient, Geometry(c.Use), c.Use.Output, c.Input)));

    public override Node? Backward(BackwardContext c)
    {
        // The factor after the mean, where it costs no pass of its own.
        Node mean = c.Add(new PoolNode($"∂{c.Label} mean", PoolRole.Average, Geometry(c.Use), c.Input.Shape, c.OutputGradient));
        return c.Map($"∂{c.Label}", c.Input.Shape, new Expr.Input(0) * (Factor * Factor), mean);
    }

    private PoolGeometry Geometry(OperationUse use)
    {
        Window window = new(Factor, Factor);
        return new(use.Output.Channels, use.Output.Height, use.Output.Width, window, window);
    }
}
