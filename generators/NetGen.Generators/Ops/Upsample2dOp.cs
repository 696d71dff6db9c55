using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>y[c, i, j] = x[c, ⌊i/f⌋, ⌊j/f⌋];  dx = Σ dy over the f × f pixels: the gradient of an average, f² times, and its reverse.</summary>
internal sealed class Upsample2dOp() : Operation("Upsample2d")
{
    public override bool PassesProbabilities => true;

    public override bool PassesShift(OperationUse use) => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!rule.AtLeast("factor", 1, 1, 64))
        {
            return null;
        }

        int factor = rule.Arguments.Int("factor", 1);
        return rule.Input.IsImage
            ? rule.Input with { Height = rule.Input.Height * factor, Width = rule.Input.Width * factor }
            : rule.Error("NG0011", Name, rule.Input.ToString(), "channels × height × width", "place it before Flatten");
    }

    public override Node Forward(ForwardContext c) => c.Map(
        c.Label, c.Use.Output, new Expr.Input(0) * Area(c.Arguments), c.Add(new PoolNode($"{c.Label} spread", PoolRole.AverageGradient, Geometry(c.Use), c.Use.Output, c.Input)));

    public override Node? Backward(BackwardContext c)
    {
        // The factor after the mean, where it costs no pass of its own.
        Node mean = c.Add(new PoolNode($"∂{c.Label} mean", PoolRole.Average, Geometry(c.Use), c.Input.Shape, c.OutputGradient));
        return c.Map($"∂{c.Label}", c.Input.Shape, new Expr.Input(0) * Area(c.Arguments), mean);
    }

    private static double Area(Arguments arguments) => Math.Pow(arguments.Int("factor", 1), 2);

    private static PoolGeometry Geometry(OperationUse use)
    {
        int factor = use.Arguments.Int("factor", 1);
        return new(use.Output.Channels, use.Output.Height, use.Output.Width, factor, factor, factor, 0);
    }
}
