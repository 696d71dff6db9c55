using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>Equal values become one; values nobody needs disappear; a node reads only what its formula mentions.</summary>
internal static class Simplify
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        Dictionary<Node, Node> renamed = [];
        Dictionary<NodeKey, Node> known = [];
        List<Node> unique = [];
        foreach (Node node in graph.Nodes)
        {
            Node rewritten = Trim(node, [.. node.Inputs.Select(input => renamed[input])]);
            if (node.RecomputeGroup is not null)
            {
                rewritten.RecomputeGroup = node.RecomputeGroup;
                rewritten.After = renamed[node.After!];
            }

            if (rewritten.Key is { } key)
            {
                NodeKey identity = new((key, node.RecomputeGroup), rewritten.Inputs);
                if (known.TryGetValue(identity, out Node equal))
                {
                    renamed[node] = equal;
                    continue;
                }

                known[identity] = rewritten;
            }

            renamed[node] = rewritten;
            unique.Add(rewritten);
        }

        NetworkGraph result = new() { Loss = graph.Loss is null ? null : renamed[graph.Loss] };
        result.Outputs.AddRange(graph.Outputs.Select(output => renamed[output]));
        result.Assignments.AddRange(graph.Assignments.Select(a => a with { Value = renamed[a.Value] }));
        result.Nodes.AddRange(Needed(unique, result.Results));
        return result;
    }

    private static IEnumerable<Node> Needed(List<Node> nodes, IEnumerable<Node> results)
    {
        HashSet<Node> needed = [.. results];
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            if (needed.Contains(nodes[i]))
            {
                needed.UnionWith(nodes[i].Inputs);
                if (nodes[i].After is { } after)
                {
                    needed.Add(after);
                }
            }
        }

        // A kernel writes all its results, whether somebody reads them or not.
        return nodes.Where(node => needed.Contains(node) || (node is ResultNode && needed.Contains(node.Inputs[0])));
    }

    /// <summary>Drops inputs that the formula does not mention, and numbers the others anew.</summary>
    private static Node Trim(Node node, Node[] inputs)
    {
        if (node is not (MapNode or ReduceNode))
        {
            return node.With(inputs);
        }

        Expr body = node is MapNode m ? m.Body : ((ReduceNode)node).Body;
        List<Node> kept = [];
        Expr trimmed = body.Substitute(index =>
        {
            int position = kept.IndexOf(inputs[index]);
            if (position < 0)
            {
                position = kept.Count;
                kept.Add(inputs[index]);
            }

            return new Expr.Input(position);
        });
        return node is MapNode map
            ? new MapNode(map.Name, map.Shape, trimmed, [.. kept])
            : new ReduceNode(node.Name, ((ReduceNode)node).Operator, ((ReduceNode)node).Domain, node.Shape, trimmed, [.. kept]);
    }

    private sealed class NodeKey(object key, IReadOnlyList<Node> inputs) : IEquatable<NodeKey>
    {
        private readonly object _key = key;
        private readonly IReadOnlyList<Node> _inputs = inputs;

        public bool Equals(NodeKey? other) => other is not null && _key.Equals(other._key) && _inputs.SequenceEqual(other._inputs);

        public override bool Equals(object? obj) => Equals(obj as NodeKey);

        public override int GetHashCode() =>
            _inputs.Aggregate(_key.GetHashCode(), (hash, input) => unchecked(hash * 31 + input.GetHashCode()));
    }
}
