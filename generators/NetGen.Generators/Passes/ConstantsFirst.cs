using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>
/// What follows from parameters alone is computed before everything else: a BatchNorm's scale and shift are then there when the convolution
/// in front of it stores.
/// </summary>
internal static class ConstantsFirst
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        HashSet<Node> constants = [];
        foreach (Node node in graph.Nodes)
        {
            if (node is ParameterLeaf || (node is MapNode { Shape.Kind: Axes.Channels or Axes.None, Inputs.Count: > 0 }
                && node.Inputs.All(constants.Contains)))
            {
                constants.Add(node);
            }
        }

        Node[] ordered = [.. graph.Nodes.OrderBy(node => constants.Contains(node) ? 0 : 1)];
        graph.Nodes.Clear();
        graph.Nodes.AddRange(ordered);
        return graph;
    }
}
