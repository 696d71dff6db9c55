using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Passes;

/// <summary>
/// What is moved and moved again is moved once: by a map, which reads through what lies between. Where the second move takes the first one
/// back, nothing is left of either.
/// </summary>
internal static class MoveChains
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        ILookup<Node, Node> readers = graph.Nodes
            .SelectMany(node => node.Inputs.Distinct().Select(input => (input, node)))
            .ToLookup(pair => pair.input, pair => pair.node);
        HashSet<Node> kept = [.. graph.Results], passed = [];
        Dictionary<Node, (Node Source, IndexMap Map)> maps = [];

        // A slice is no copy: what reads it finds it within its source.
        foreach (MoveNode move in graph.Nodes.OfType<MoveNode>().Where(move => move.Kind != MoveKind.Slice && !kept.Contains(move)))
        {
            (Node source, IndexMap map) = maps.TryGetValue(move, out var known) ? known : (move.Inputs[0], IndexMap.Of(move));
            (Node Node, IndexMap? Map)[] next = [.. readers[move].Select(reader => (reader, Through(reader, map, move, source)))];
            if (!map.IsSameOrder(source.Shape) && next.Length > 0 && next.All(reader => reader.Map is not null))
            {
                passed.Add(move);
                foreach ((Node reader, IndexMap? through) in next)
                {
                    maps[reader] = (source, through!);
                }
            }
        }

        return passed.Count == 0 ? graph : Rewriting.Run(graph, (rewriting, node) =>
        {
            if (passed.Contains(node))
            {
                return;
            }

            if (!maps.TryGetValue(node, out var map))
            {
                rewriting.Put(node, node, [.. node.Inputs.Select(rewriting.Current)]);
                return;
            }

            Node source = rewriting.Current(map.Source);
            MoveKind kind = map.Map.IsSameOrder(map.Source.Shape) ? MoveKind.View : MoveKind.Map;
            rewriting.Put(node, new MoveNode(node.Name, kind, node.Shape, source) { Map = map.Map }, [source]);
        }).Graph;
    }

    /// <summary>The map of a reader that is a move itself; null where it is none, or would take more than both.</summary>
    private static IndexMap? Through(Node reader, IndexMap map, MoveNode move, Node source) =>
        reader is MoveNode next && map.Then(IndexMap.Of(next), move.Shape) is { } both
            && MoveLoops.IsCheap(both, source.Shape, next.Shape) ? both : null;
}
