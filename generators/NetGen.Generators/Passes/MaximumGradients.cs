using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Passes;

/// <summary>
/// Where only the maximum over all positions is read, as in networks over text (Kim 2014), one position of each sample and channel has a
/// gradient. A convolution in front then sums over these instead of all positions, and so does its bias.
/// </summary>
internal static class MaximumGradients
{
    // Adding rows to memory is slower than products in registers: below so many positions there is nothing to gain.
    private const int LeastPositions = 16;

    public static NetworkGraph Run(NetworkGraph graph)
    {
        ILookup<Node, Node> readers = graph.Nodes
            .SelectMany(node => node.Inputs.Distinct().Select(input => (input, node)))
            .ToLookup(pair => pair.input, pair => pair.node);
        HashSet<Node> spread = [.. graph.Nodes.OfType<PoolNode>().Where(pool =>
            IsOfWhole(pool) && !graph.Results.Contains(pool) && readers[pool].All(reader => Rewritten(reader, pool) is not null))];
        if (spread.Count == 0)
        {
            return graph;
        }

        return Rewriting.Run(graph, (rewriting, node) =>
        {
            if (!spread.Contains(node))
            {
                Node by = node.Inputs.OfType<PoolNode>().FirstOrDefault(spread.Contains) is { } pool ? Rewritten(node, pool)! : node;
                rewriting.Put(node, by, [.. by.Inputs.Select(rewriting.Current)]);
            }
        }).Graph;
    }

    private static bool IsOfWhole(PoolNode pool) => pool is { Role: PoolRole.MaxGradient, Geometry: { Pads: false, Length: < 0 } g }
        && g.OutHeight * g.OutWidth == 1 && g.Height == 1 && g.Width >= LeastPositions;

    /// <summary>The same from the gradient of the maxima and their places; null where it needs all positions.</summary>
    private static Node? Rewritten(Node reader, PoolNode pool)
    {
        (Node dy, Node place) = (pool.Inputs[0], pool.Inputs[1]);
        return reader switch
        {
            ContractionNode { Role: ContractionRole.WeightGradient } c when IsOfSequence(c) && c.Inputs[0] != pool =>
                new OpaqueNode(c.Name, new MaximumWeightGradientKernel(c.Geometry, place.Shape.Type), c.Shape, c.Inputs[0], dy, place),
            ContractionNode { Role: ContractionRole.InputGradient } c when IsOfSequence(c) && c.Inputs[1] is ParameterLeaf =>
                new OpaqueNode(c.Name, new MaximumInputGradientKernel(c.Geometry, place.Shape.Type), c.Shape, dy, place, c.Inputs[1]),
            ReduceNode { Operator: ReduceOperator.Sum, Shape.Kind: Axes.Channels, Body: Expr.Input } r =>
                new ReduceNode(r.Name, r.Operator, dy.Shape, r.Shape, r.Body, dy),
            _ => null,
        };
    }

    private static bool IsOfSequence(ContractionNode node) =>
        node.Geometry is { Groups: 1, Height: 1, Length: < 0, Y.IsOne: true } && !node.Inputs[0].Shape.IsImage && !node.Shape.IsImage;
}
