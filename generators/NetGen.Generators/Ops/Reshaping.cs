using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>The same values in the user's order as another shape: only images lie in memory otherwise than the user sees them.</summary>
internal static class Reshaping
{
    /// <summary>The same values as they lie in memory, rows of channels, as another shape.</summary>
    public static Node View(Func<Node, Node> add, string name, Node x, TensorShape shape) =>
        x.Shape == shape ? x : add(new MoveNode(name, MoveKind.View, shape, x));

    public static Node Add(Func<Node, Node> add, string name, Node x, TensorShape shape)
    {
        if (x.Shape == shape)
        {
            return x;
        }

        TensorShape features = TensorShape.Features(shape.Size);
        Node flat = x.Shape.IsImage ? add(new MoveNode(name, MoveKind.Flatten, features, x))
            : x.Shape == features ? x
            : add(new MoveNode(name, MoveKind.View, features, x));
        return shape == features ? flat : add(new MoveNode(name, shape.IsImage ? MoveKind.Unflatten : MoveKind.View, shape, flat));
    }
}
