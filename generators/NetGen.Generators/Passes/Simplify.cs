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
        HashSet<Node> read = Read(graph.Nodes, graph.Results);
        foreach (Node node in Needed(graph.Nodes, read))
        {
            Node[] inputs = [.. node.Inputs.Select(input => renamed[input])];
            Node rewritten = node is ScanNode scan
                ? new ScanNode(scan.Name, Body(scan, read, graph), scan.Shape, inputs)
                : Trim(node, inputs);
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
        result.Losses.AddRange(graph.Losses.Select(loss => renamed[loss]));
        result.Outputs.AddRange(graph.Outputs.Select(output => renamed[output]));
        result.Assignments.AddRange(graph.Assignments.Select(a => a with { Value = renamed[a.Value] }));
        result.Nodes.AddRange(Needed(unique, Read(unique, result.Results)));
        return result;
    }

    /// <summary>A recurrence with what is read of it, its body simplified.</summary>
    private static ScanBody Body(ScanNode scan, HashSet<Node> read, NetworkGraph around)
    {
        ScanBody body = scan.Body;
        HashSet<int> wanted = [.. read.OfType<ResultNode>().Where(result => result.Inputs[0] == scan).Select(result => result.Index)];
        if (around.Results.Contains(scan) || read.Any(node => node is not ResultNode && node.Inputs.Contains(scan)))
        {
            wanted.Add(0);
        }

        NetworkGraph graph = new();
        graph.Nodes.AddRange(body.Graph.Nodes);
        graph.Outputs.AddRange(body.States.Select(state => state.After));
        graph.Outputs.AddRange(body.Results.Where((_, i) => wanted.Contains(i)).Select(result => result.Value));
        graph = Run(graph);
        Queue<Node> outputs = new(graph.Outputs);
        HashSet<Node> given = [];
        return body.With(
            graph,
            [.. body.States.Select(state => state with { After = outputs.Dequeue() })],
            [
                .. body.Results.Select((result, i) => wanted.Contains(i)
                    ? result with { Value = Own(result, outputs.Dequeue()), IsRead = true }
                    : result with { IsRead = false }),
            ]);

        // Only a formula is written to several places: where two results have become one value of another kind, the second is a copy.
        Node Own(ScanResult result, Node value)
        {
            if (result.IsLast || value is MapNode || given.Add(value))
            {
                return value;
            }

            Node copy = graph.Add(new MapNode($"{value.Name} again", value.Shape, new Expr.Input(0), value));
            graph.Outputs.Add(copy);
            return copy;
        }
    }

    /// <summary>A kernel writes all its results, whether somebody reads them or not; of a recurrence only those read are left.</summary>
    private static IEnumerable<Node> Needed(List<Node> nodes, HashSet<Node> read) => nodes.Where(node => read.Contains(node)
        || (node is ResultNode && node.Inputs[0] is not ScanNode && read.Contains(node.Inputs[0])));

    /// <summary>The results and all they are computed from.</summary>
    private static HashSet<Node> Read(List<Node> nodes, IEnumerable<Node> results)
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

        return needed;
    }

    /// <summary>Drops inputs that the formula does not mention, and numbers the others anew.</summary>
    public static Node Trim(Node node, Node[] inputs)
    {
        if (node is not (MapNode or ReduceNode))
        {
            return node.With(inputs);
        }

        Expr body = (node is MapNode m ? m.Body : ((ReduceNode)node).Body).WithoutGradients();
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
            ? new MapNode(map.Name, map.Shape, trimmed, [.. kept]) { IsCheap = map.IsCheap }
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
