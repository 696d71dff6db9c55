using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// Shape rule and graph of a pooling window over an image or, with <see cref="IsOfSequence"/>, over the positions of a sequence.
/// </summary>
internal abstract class PoolOp(PoolRole role, Size kernel, object stride, object padding) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool IsMaximum(OperationUse use) => role == PoolRole.Max;

    public override bool FixesLength => IsOfSequence;

    /// <summary>Whether it pools the positions of a sequence.</summary>
    protected bool IsOfSequence { get; init; }

    /// <summary>Whether a last window that reaches beyond the padded input counts.</summary>
    protected bool CeilMode { get; init; }

    /// <summary>Whether padding counts in a mean, as zeros.</summary>
    protected bool CountsPadding { get; init; } = true;

    // The padding of an average counts as zeros, which nothing was added to.
    public override bool PassesShift(OperationUse use) => role == PoolRole.Max || !CountsPadding || !Plain(use.Input).Pads;

    public override Node Forward(ForwardContext c)
    {
        Node pooled = c.Add(new PoolNode(c.Label, role, Geometry(c.Input.Shape), c.Use.Output, c.Input));
        return role == PoolRole.Average && Count(c) is { } share
            ? c.Map($"{c.Label} mean", c.Use.Output, new Expr.Input(0) / new Expr.Input(1), pooled, share)
            : pooled;
    }

    public override TensorShape? Infer(ShapeRule rule)
    {
        TensorShape x = rule.Input;
        if (IsOfSequence ? !x.IsSequence : !x.IsImage)
        {
            return rule.Error(
                "NG0011", Name, x.ToString(), IsOfSequence ? "length × features" : "channels × height × width", "place it before Flatten");
        }

        if (!(rule.IsDistance(kernel, 1) && (IsOfSequence ? rule.IsDistance(stride, 1) : rule.AreDistances(stride, 1))
            & rule.IsPadding(padding, stride, IsOfSequence)))
        {
            return null;
        }

        PoolGeometry plain = Plain(x), g = Geometry(x);
        int most = new[] { plain.Y.Before, plain.Y.After, plain.X.Before, plain.X.After }.Max(), half = (int)kernel / 2;
        if (!rule.Check("padding", most <= half, $"{most}", $"at most half the kernel ({half})") || !rule.Fit(plain.Y, plain.X))
        {
            return null;
        }

        int rows = g.Y.Pads ? 0 : g.Y.Unread(x.Height), columns = g.X.Pads ? 0 : g.X.Unread(x.Width);
        if (rows + columns > 0)
        {
            bool isCovered = (rows == 0 || g.Y.Ceiled(x.Height) != g.Y) && (columns == 0 || g.X.Ceiled(x.Width) != g.X);
            rule.Mendable(
                "NG0013", isCovered ? new(Remedy.Set, nameof(CeilMode), "true") : null, Name, x.ToString(), $"{g}",
                Unread((rows, "row"), (columns, IsOfSequence ? "position" : "column")),
                string.Join(", ", Rest(g.Y, x.Height, rows).Concat(Rest(g.X, x.Width, columns)).Distinct()));
        }

        return x with { Height = g.OutHeight, Width = g.OutWidth };
    }

    /// <summary>"1 row and 2 columns": what there is of it.</summary>
    private static string Unread(params (int Count, string Name)[] lines) =>
        string.Join(" and ", lines.Where(line => line.Count > 0).Select(line => Words.Counted(line.Count, line.Name)));

    /// <summary>"(7 + 2·0 − 2) mod 2 = 1", where anything is left.</summary>
    private static IEnumerable<string> Rest(Window window, int axis, int left) =>
        left > 0 ? [$"({window.RemainderText(axis)}) mod {window.Stride} = {left}"] : [];

    protected PoolGeometry Geometry(TensorShape x)
    {
        PoolGeometry plain = Plain(x);
        return CeilMode ? plain with { Y = plain.Y.Ceiled(x.Height), X = plain.X.Ceiled(x.Width) } : plain;
    }

    private PoolGeometry Plain(TensorShape x)
    {
        (Window down, Window across) = IsOfSequence
            ? (Window.One, PerAxis.Window(kernel, stride, padding, 1))
            : PerAxis.Windows(kernel, stride, padding, 1);
        return new(x.Channels, x.Height, x.Width, down, across);
    }

    /// <summary>
    /// The share of each window that counts, where not all does: padding where it does not count, and what lies beyond it. It is the
    /// mean of an image of ones, of one channel.
    /// </summary>
    private Node? Count(ForwardContext c)
    {
        PoolGeometry g = Geometry(c.Input.Shape), plain = Plain(c.Input.Shape);
        if (CountsPadding ? g == plain : !g.Pads)
        {
            return null;
        }

        // What counts as zeros is a one here, too.
        Window Over(Window all, Window counted) => CountsPadding ? all with { Before = 0, After = all.After - counted.After } : all;
        PoolGeometry one = new(
            1, CountsPadding ? plain.Y.Padded(g.Height) : g.Height, CountsPadding ? plain.X.Padded(g.Width) : g.Width,
            Over(g.Y, plain.Y), Over(g.X, plain.X));
        Node ones = c.Map($"{c.Label} ones", c.Input.Shape with { Channels = 1, Height = one.Height, Width = one.Width }, 1);
        TensorShape shape = c.Use.Output with { Channels = 1 };
        Node share = c.Add(new PoolNode($"{c.Label} share", PoolRole.Average, one, shape, ones));
        return c.Reduce($"{c.Label} count", ReduceOperator.Sum, shape.PerRow(), new Expr.Input(0), share);
    }
}
