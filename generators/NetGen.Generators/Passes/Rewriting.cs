using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>A graph made from another, node by node: what a pass does not change stays as it is.</summary>
internal sealed class Rewriting
{
    private readonly Dictionary<Node, Node> _current = [];

    private Rewriting()
    {
    }

    public NetworkGraph Graph { get; } = new();

    /// <param name="graph">The graph.</param>
    /// <param name="each">
    /// Called for each node, inputs before their readers: puts it into the new graph, unless nobody reads it there.
    /// </param>
    public static Rewriting Run(NetworkGraph graph, Action<Rewriting, Node> each)
    {
        Rewriting rewriting = new();
        foreach (Node node in graph.Nodes)
        {
            each(rewriting, node);
        }

        rewriting.Graph.Loss = graph.Loss is null ? null : rewriting.Current(graph.Loss);
        rewriting.Graph.Losses.AddRange(graph.Losses.Select(rewriting.Current));
        rewriting.Graph.Outputs.AddRange(graph.Outputs.Select(rewriting.Current));
        rewriting.Graph.Assignments.AddRange(graph.Assignments.Select(a => a with { Value = rewriting.Current(a.Value) }));
        return rewriting;
    }

    /// <summary>What stands for a node of the old graph.</summary>
    public Node Current(Node node) => _current[node];

    /// <summary>Puts in what stands for a node, over inputs of the new graph.</summary>
    public void Put(Node node, Node by, IReadOnlyList<Node> inputs)
    {
        bool isSame = by == node && node.After is null && inputs.SequenceEqual(node.Inputs);
        _current[node] = Graph.Add(Computed(node, isSame ? node : by.With([.. inputs])));
    }

    /// <summary>Adds the value of a node once more, in memory of its own.</summary>
    public Node AddCopy(string name, Node node) =>
        Graph.Add(Computed(node, new MapNode(name, node.Shape, new Expr.Input(0), Current(node))));

    /// <summary>It is computed when the node is.</summary>
    private Node Computed(Node node, Node current)
    {
        (current.RecomputeGroup, current.After) = (node.RecomputeGroup, node.After is null ? null : Waited(node.After));
        return current;
    }

    /// <summary>What is waited for; in place of what is left out, what that was to be computed from.</summary>
    private Node Waited(Node after) => _current.TryGetValue(after, out Node current) ? current : Waited(after.Inputs[0]);
}
