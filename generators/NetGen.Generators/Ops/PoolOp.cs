using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>Shape rule and graph of a pooling window.</summary>
internal abstract class PoolOp(PoolRole role, Size kernel, object stride, object padding) : Operation
{
    public override bool PassesProbabilities => true;

    // The padding of an average counts as zeros, which nothing was added to.
    public override bool PassesShift(OperationUse use) => role == PoolRole.Max || !Geometry(use.Input).Pads;

    public override Node Forward(ForwardContext c) => c.Add(new PoolNode(c.Label, role, Geometry(c.Input.Shape), c.Use.Output, c.Input));

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (!x.IsImage)
        {
            return rule.Error("NG0011", Name, x.ToString(), "channels × height × width", "place it before Flatten");
        }

        if (!(rule.IsDistance(kernel, 1) && rule.AreDistances(stride, 1) & rule.AreDistances(padding, 0, mayBeSides: true)))
        {
            return null;
        }

        PoolGeometry g = Geometry(x);
        int most = new[] { g.Y.Before, g.Y.After, g.X.Before, g.X.After }.Max(), half = (int)kernel / 2;
        if (!rule.Check("padding", most <= half, $"{most}", $"at most half the kernel ({half})") || !rule.Fit(g.Y, g.X))
        {
            return null;
        }

        int rows = g.Y.Pads ? 0 : g.Y.Unread(x.Height), columns = g.X.Pads ? 0 : g.X.Unread(x.Width);
        if (rows + columns > 0)
        {
            rule.Warn("NG0013", Name, x.ToString(), $"{g}", Unread((rows, "row"), (columns, "column")));
        }

        return TensorShape.Image(x.Channels, g.OutHeight, g.OutWidth);
    }

    /// <summary>"1 row and 2 columns": what there is of it.</summary>
    private static string Unread(params (int Count, string Name)[] lines) =>
        string.Join(" and ", lines.Where(line => line.Count > 0).Select(line => Words.Counted(line.Count, line.Name)));

    protected PoolGeometry Geometry(TensorShape x)
    {
        (Window down, Window across) = PerAxis.Windows(kernel, stride, padding, 1);
        return new(x.Channels, x.Height, x.Width, down, across);
    }
}
