using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>
/// A convolution's windows find zeros around what they read; kernels of the runtime and recurrences know no such border, nor does memory
/// that is seen as another shape. What both have to do with is copied for the convolutions, so that the border is around the copy.
/// </summary>
internal static class Borders
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        HashSet<Node> shared = [.. Shared(graph)];
        HashSet<Node> needed =
            [.. graph.Nodes.OfType<ContractionNode>().Where(NeedsBorder).Select(node => node.Inputs[0]).Where(shared.Contains)];
        if (needed.Count == 0)
        {
            return graph;
        }

        Dictionary<Node, Node> copies = [];
        return Rewriting.Run(graph, (rewriting, node) =>
        {
            bool readsCopy = node is ContractionNode reader && NeedsBorder(reader);
            rewriting.Put(node, node, [.. node.Inputs.Select((input, i) =>
                i == 0 && readsCopy && copies.TryGetValue(input, out Node copy) ? copy : rewriting.Current(input))]);
            if (needed.Contains(node))
            {
                copies[node] = rewriting.AddCopy($"{node.Name} bordered", node);
            }
        }).Graph;
    }

    /// <summary>How far the windows of a contraction reach beyond what it reads first, on either side of each axis.</summary>
    public static (int Y, int X) Reach(ContractionNode node)
    {
        ConvolutionGeometry g = node.Geometry;
        return node.Role == ContractionRole.InputGradient
            ? (OfGradient(g.Y, g.Height), OfGradient(g.X, g.Width))
            : (Math.Max(g.Y.Before, g.Y.After), Math.Max(g.X.Before, g.X.After));
    }

    /// <summary>How far the windows of the input gradient reach beyond the outputs, on either side.</summary>
    private static int OfGradient(Window window, int size)
    {
        int before = (Math.Max(window.Extent - 1 - window.Before, 0) + window.Stride - 1) / window.Stride;
        int after = (size - 1 + window.Before) / window.Stride - (window.Count(size) - 1);
        return Math.Max(Math.Max(before, after), 0);
    }

    private static bool NeedsBorder(ContractionNode node) => Reach(node) is not (0, 0);

    /// <summary>
    /// What views, recurrences and kernels of the runtime give and read, the latter sequences only; where one of these may lie within
    /// another, all of them.
    /// </summary>
    private static IEnumerable<Node> Shared(NetworkGraph graph)
    {
        bool hasKernels = graph.Nodes.Any(node => node is OpaqueNode or ScanNode);
        return graph.Nodes
            .Where(node => node is MoveNode { Kind: MoveKind.View } || (hasKernels && !node.Shape.IsImage && IsKernelOrBox(node)))
            .SelectMany(node => node.Inputs.Prepend(node));
    }

    private static bool IsKernelOrBox(Node node) =>
        node is OpaqueNode or ScanNode or ResultNode or JoinNode or MoveNode { Kind: MoveKind.Slice };
}
