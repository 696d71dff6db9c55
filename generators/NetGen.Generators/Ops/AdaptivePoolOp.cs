using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>
/// Pooling to a given size: along an axis of n elements, window i of m begins at ⌊i·n/m⌋ and ends before ⌈(i + 1)·n/m⌉. Where all are of
/// one size and equally far apart, they are windows as any; else each is a part of its own.
/// </summary>
internal abstract class AdaptivePoolOp(PoolRole role, Size height, Size width) : Operation
{
    public override bool PassesProbabilities => true;

    public override bool IsMaximum(OperationUse use) => role == PoolRole.Max;

    public override bool PassesShift(OperationUse use) => true;

    public override TensorShape? Infer(ShapeRule rule)
    {
        if (!(rule.AtLeast(height, 1, 1 << 10) & rule.AtLeast(width, 1, 1 << 10)))
        {
            return null;
        }

        return rule.Input.IsImage
            ? rule.Input with { Height = (int)height, Width = (int)width }
            : rule.Error("NG0011", Name, rule.Input.ToString(), "channels × height × width", "place it before Flatten");
    }

    public override Node Forward(ForwardContext c)
    {
        TensorShape x = c.Input.Shape, y = c.Use.Output;
        return (Equal(x.Height, y.Height), Equal(x.Width, y.Width)) is ({ } down, { } across)
            ? Pool(c, c.Label, c.Input, down, across)
            : Along(c, Along(c, c.Input, isDown: false), isDown: true);
    }

    private Node Along(ForwardContext c, Node x, bool isDown)
    {
        int size = isDown ? x.Shape.Height : x.Shape.Width, count = isDown ? c.Use.Output.Height : c.Use.Output.Width;
        string name = $"{c.Label} {(isDown ? "down" : "across")}";
        if (Equal(size, count) is { } window)
        {
            return Pool(c, name, x, isDown ? window : Window.One, isDown ? Window.One : window);
        }

        Node[] parts = [.. Enumerable.Range(0, count).Select(i =>
        {
            (int start, int end) = Range(size, count, i);
            int length = end - start;
            TensorShape shape = isDown ? x.Shape with { Height = length } : x.Shape with { Width = length };
            Node part = c.Add(new MoveNode($"{name} part {i}", MoveKind.Slice, shape, At(start), x));
            Window whole = new(length);
            return Pool(c, $"{name} {i}", part, isDown ? whole : Window.One, isDown ? Window.One : whole);
        })];
        TensorShape joined = isDown ? x.Shape with { Height = count } : x.Shape with { Width = count };
        return c.Add(new JoinNode(name, joined, [.. Enumerable.Range(0, count).Select(At)], parts));

        Place At(int index) => isDown ? new Place(index, 0, 0) : new Place(0, index, 0);
    }

    private Node Pool(ForwardContext c, string name, Node x, Window down, Window across)
    {
        PoolGeometry g = new(x.Shape.Channels, x.Shape.Height, x.Shape.Width, down, across);
        return c.Add(new PoolNode(name, role, g, x.Shape with { Height = g.OutHeight, Width = g.OutWidth }, x));
    }

    /// <summary>The windows along an axis as one that moves; null where they are not equal.</summary>
    private static Window? Equal(int size, int count)
    {
        (int _, int length) = Range(size, count, 0);
        Window window = new(length, count == 1 ? 1 : Math.Max(Range(size, count, 1).Start, 1));
        bool IsAt(int i) => Range(size, count, i) == (i * window.Stride, i * window.Stride + length);
        return Enumerable.Range(0, count).All(IsAt) ? window : null;
    }

    private static (int Start, int End) Range(int size, int count, int i) => (i * size / count, ((i + 1) * size + count - 1) / count);
}
