using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>
/// A value lies in one place. Where one that is computed element by element is a part of two joins, or is wanted for itself, too, the
/// second is written beside the first while it is computed: that is a store, where a copy later is a pass of its own. What other kernels
/// compute is written once, and copied.
/// </summary>
internal static class JoinCopies
{
    public static NetworkGraph Run(NetworkGraph graph) => Rewritten(graph).Graph;

    private static Rewriting Rewritten(NetworkGraph graph)
    {
        HashSet<Node> placed =
        [
            .. graph.Results, .. graph.Nodes.OfType<OpaqueNode>().SelectMany(node => node.Inputs.Where(input => !node.FindsBoxOf(input))),
        ];

        // By what they copy: parts that have a place when their join is met, be it an earlier join.
        ILookup<Node, (JoinNode Join, int Part)> behind = graph.Nodes.OfType<JoinNode>()
            .SelectMany(join => join.Inputs.Select((_, i) => (Join: join, Part: i)))
            .Where(pair => pair.Join.Inputs[pair.Part] is MapNode { Shape.Kind: Axes.Elements } part && !placed.Add(part))
            .ToLookup(pair => pair.Join.Inputs[pair.Part]);
        Dictionary<(JoinNode Join, int Part), Node> copies = [];
        return Rewriting.Run(graph, (rewriting, node) =>
        {
            Node[] inputs = [.. node.Inputs.Select((input, i) =>
                node is JoinNode join && copies.TryGetValue((join, i), out Node copy) ? copy : rewriting.Current(input))];
            rewriting.Put(node, node is ScanNode scan ? new ScanNode(scan.Name, Run(scan.Body), scan.Shape, inputs) : node, inputs);
            foreach ((JoinNode join, int part) in behind[node])
            {
                copies[(join, part)] = rewriting.AddCopy($"{node.Name} in {join.Name}", node);
            }
        });
    }

    private static ScanBody Run(ScanBody body)
    {
        Rewriting rewriting = Rewritten(body.Graph);
        return body.With(
            rewriting.Graph,
            body.States.Select(state => state with { After = rewriting.Current(state.After) }),
            body.Results.Select(result => result.IsRead ? result with { Value = rewriting.Current(result.Value) } : result));
    }
}
