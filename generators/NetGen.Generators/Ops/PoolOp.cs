using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Shape rule and graph of a pooling window.</summary>
internal abstract class PoolOp(PoolRole role, Size kernel, object stride, object padding) : Operation
{
    public override bool PassesProbabilities => true;

    // The padding of an average counts as zeros, which nothing was added to.
    public override bool PassesShift(OperationUse use) => role == PoolRole.Max || (int)padding == 0;

    public override Node Forward(ForwardContext c) => c.Add(new PoolNode(c.Label, role, Geometry(c.Input.Shape), c.Use.Output, c.Input));

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!x.IsImage)
        {
            return rule.Error("NG0011", Name, x.ToString(), "channels × height × width", "place it before Flatten");
        }

        if (!(rule.IsDistance(kernel, 1) && rule.IsDistance(stride, 1) & rule.IsDistance(padding, 0)))
        {
            return null;
        }

        PoolGeometry g = Geometry(x);
        if (!rule.Check("padding", g.Padding <= g.KernelHeight / 2, $"{g.Padding}", $"at most half the kernel ({g.KernelHeight / 2})"))
        {
            return null;
        }

        if (g.KernelHeight > x.Height + 2 * g.Padding || g.KernelWidth > x.Width + 2 * g.Padding)
        {
            return rule.Error(
                "NG0012", Name, $"{g.KernelHeight}×{g.KernelWidth}", $"{x.Height + 2 * g.Padding}×{x.Width + 2 * g.Padding}", x.ToString());
        }

        int rows = (x.Height + 2 * g.Padding - g.KernelHeight) % g.Stride, columns = (x.Width + 2 * g.Padding - g.KernelWidth) % g.Stride;
        if (rows + columns > 0 && g.Padding == 0)
        {
            rule.Warn("NG0013", Name, x.ToString(), $"{g}", Unread((rows, "row"), (columns, "column")));
        }

        return TensorShape.Image(x.Channels, g.OutHeight, g.OutWidth);
    }

    /// <summary>"1 row and 2 columns": what there is of it.</summary>
    private static string Unread(params (int Count, string Name)[] lines) =>
        string.Join(" and ", lines.Where(line => line.Count > 0).Select(line => Words.Counted(line.Count, line.Name)));

    protected PoolGeometry Geometry(TensorShape x) =>
        new(x.Channels, x.Height, x.Width, (int)kernel, (int)kernel, (int)stride, (int)padding);
}
