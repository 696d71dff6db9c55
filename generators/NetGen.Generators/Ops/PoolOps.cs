using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Shape rule and graph of a pooling window.</summary>
internal abstract class PoolOp(string name) : Operation(name)
{
    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!x.IsImage)
        {
            return rule.Error("NG0011", Name, x.ToString(), "channels × height × width", "place it before Flatten");
        }

        if (!(rule.AtLeast("kernel", 0, 1) & rule.AtLeast("stride", 1, 1) & rule.AtLeast("padding", 0, 0)))
        {
            return null;
        }

        PoolGeometry g = Geometry(rule.Arguments, x);
        if (!rule.Check("padding", g.Padding <= g.KernelHeight / 2, $"{g.Padding}", $"at most half the kernel ({g.KernelHeight / 2})"))
        {
            return null;
        }

        if (g.KernelHeight > x.Height + 2 * g.Padding || g.KernelWidth > x.Width + 2 * g.Padding)
        {
            return rule.Error("NG0012", Name, $"{g.KernelHeight}×{g.KernelWidth}", $"{x.Height + 2 * g.Padding}×{x.Width + 2 * g.Padding}", x.ToString());
        }

        int rows = (x.Height + 2 * g.Padding - g.KernelHeight) % g.Stride, columns = (x.Width + 2 * g.Padding - g.KernelWidth) % g.Stride;
        if (rows + columns > 0 && g.Padding == 0)
        {
            rule.Warn("NG0013", Name, x.ToString(), $"{g}", $"{rows} rows and {columns} columns");
        }

        return TensorShape.Image(x.Channels, g.OutHeight, g.OutWidth);
    }

    protected virtual PoolGeometry Geometry(Arguments a, TensorShape x) =>
        new(x.Channels, x.Height, x.Width, a.Int("kernel", 1), a.Int("kernel", 1), a.Int("stride", a.Int("kernel", 1)), a.Int("padding", 0));
}

/// <summary>y = the largest x of the window;  dx = Σ dy over the windows in which x is the first largest.</summary>
internal sealed class MaxPool2dOp() : PoolOp("MaxPool2d")
{
    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Max, Geometry(c.Arguments, c.Input.Shape), c.Use.Output, c.Input));

    public override InputGradients Backward(BackwardContext c) => new(c.Add(new PoolNode(
        $"∂{c.Label}", PoolRole.MaxGradient, Geometry(c.Arguments, c.Input.Shape), c.Input.Shape, c.OutputGradient, c.Input, c.Output)));
}

/// <summary>y = Σ x / window, padding counted as zeros;  dx = Σ dy / window over the windows around x.</summary>
internal class AvgPool2dOp(string name = "AvgPool2d") : PoolOp(name)
{
    public override Node Forward(ForwardContext c) =>
        c.Add(new PoolNode(c.Label, PoolRole.Average, Geometry(c.Arguments, c.Input.Shape), c.Use.Output, c.Input));

    public override InputGradients Backward(BackwardContext c) => new(c.Add(new PoolNode(
        $"∂{c.Label}", PoolRole.AverageGradient, Geometry(c.Arguments, c.Input.Shape), c.Input.Shape, c.OutputGradient)));
}

/// <summary>y[c] = mean of x[c] over height and width: an average over one window.</summary>
internal sealed class GlobalAvgPoolOp() : AvgPool2dOp("GlobalAvgPool")
{
    public override TensorShape? Infer(ShapeRule rule) => rule.Input.IsImage
        ? TensorShape.Features(rule.Input.Channels)
        : rule.Error("NG0011", Name, rule.Input.ToString(), "channels × height × width", "leave it out: there is nothing to average over");

    protected override PoolGeometry Geometry(Arguments a, TensorShape x) => new(x.Channels, x.Height, x.Width, x.Height, x.Width, 1, 0);
}
