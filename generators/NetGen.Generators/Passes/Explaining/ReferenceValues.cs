using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>A computation once more, over other values of some of its nodes.</summary>
internal sealed class ReferenceValues
{
    private readonly Dictionary<Node, Node> _values;
    private readonly Dictionary<ScanNode, ReferenceValues> _bodies = [];

    private ReferenceValues(Dictionary<Node, Node> values) => _values = values;

    /// <summary>What stands for a node at the reference: itself where it does not depend on what is other there.</summary>
    public Node this[Node node] => _values.TryGetValue(node, out Node other) ? other : node;

    /// <summary>The values within a recurrence.</summary>
    public ReferenceValues Within(ScanNode scan) => _bodies[scan];

    /// <summary>Appends to the graph all that depends on the nodes given.</summary>
    public static ReferenceValues Of(NetworkGraph graph, IReadOnlyDictionary<Node, Node> given)
    {
        ReferenceValues references = new(given.ToDictionary(pair => pair.Key, pair => pair.Value));
        foreach (Node node in graph.Nodes.ToList())
        {
            if (!given.ContainsKey(node) && node.Inputs.Any(references._values.ContainsKey))
            {
                Node[] inputs = [.. node.Inputs.Select(input => references[input])];
                string name = $"{node.Name} of the reference";
                references._values[node] = graph.Add(
                    node is ScanNode scan ? references.Scan(name, scan, inputs) : node.With(name, inputs));
            }
        }

        return references;
    }

    /// <summary>A recurrence with a body of its own.</summary>
    private ScanNode Scan(string name, ScanNode scan, Node[] inputs)
    {
        ScanBody body = scan.Body;
        NetworkGraph graph = new();
        Dictionary<Node, Node> values = [];
        foreach (Node node in body.Graph.Nodes)
        {
            Node other = node switch
            {
                ParameterLeaf => node,
                StepLeaf => new StepLeaf($"{node.Name} of the reference", node.Shape),
                StateLeaf => new StateLeaf($"{node.Name} of the reference", node.Shape),
                ScanNode => throw new InvalidOperationException($"{node.Name} stands in another recurrence."),
                _ => node.With($"{node.Name} of the reference", [.. node.Inputs.Select(input => values[input])]),
            };
            values[node] = graph.Add(other);
        }

        _bodies[scan] = new(values);
        return new ScanNode(name, body.Over(graph, node => values[node]), scan.Shape, inputs);
    }
}
