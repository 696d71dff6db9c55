using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Lowering;

/// <summary>How a value lies in memory: its own, or a box of another value's.</summary>
internal sealed record Placement(Layout Layout, Node? Host);

/// <summary>
/// Chooses the memory layout of each value: channels last, with a border of zeros as wide as the convolutions that read it reach
/// beyond the image, so that their inner loops have no edges. A slice lies where it was taken from, and what is joined lies where it is
/// joined from the start, if all who read it can step over what lies between: then nothing is copied.
/// </summary>
internal sealed class Layouts
{
    private readonly NetworkGraph _graph;
    private readonly ILookup<Node, Node> _readers;
    private readonly HashSet<Node> _results;
    private readonly Dictionary<Node, (int Y, int X)> _halos = [];
    private readonly Dictionary<Node, (Node Host, Place First)> _hosts = [];
    private readonly Dictionary<Node, Placement> _placements = [];

    private Layouts(NetworkGraph graph, IReadOnlyDictionary<Node, Layout> given)
    {
        _graph = graph;
        foreach (KeyValuePair<Node, Layout> place in given)
        {
            _placements[place.Key] = new(place.Value, null);
        }

        _readers = graph.Nodes
            .SelectMany(node => node.Inputs.Select(input => (input, node)))
            .ToLookup(pair => pair.input, pair => pair.node);
        _results = [.. graph.Results];
    }

    /// <param name="graph">The values.</param>
    /// <param name="given">Those that have a place already.</param>
    public static IReadOnlyDictionary<Node, Placement> Run(NetworkGraph graph, IReadOnlyDictionary<Node, Layout> given)
    {
        Layouts layouts = new(graph, given);
        layouts.FindHalos();
        layouts.FindHosts();
        return graph.Nodes.ToDictionary(node => node, layouts.PlacementOf);
    }

    /// <summary>
    /// Whether a move changes nothing in dense memory: a single channel or pixel is the same in either order, and so are positions.
    /// </summary>
    public static bool IsSameOrder(MoveNode node)
    {
        TensorShape shape = node.Kind == MoveKind.Flatten ? node.Inputs[0].Shape : node.Shape;
        return node.Kind == MoveKind.View
            || (node.Kind is MoveKind.Stage or MoveKind.Flatten or MoveKind.Unflatten
                && (!shape.IsImage || shape.Channels == 1 || shape.Rows == 1));
    }

    private void FindHalos()
    {
        foreach (ContractionNode node in _graph.Nodes.OfType<ContractionNode>())
        {
            (int y, int x) = Borders.Reach(node);
            Widen(node.Inputs[0], y, x);
        }
    }

    private void FindHosts()
    {
        foreach (Node node in _graph.Nodes)
        {
            if (node is MoveNode { Kind: MoveKind.Slice } slice && CanLieWithin(slice, slice.Inputs[0]))
            {
                Host(slice, slice.Inputs[0], slice.Place);
            }
            else if (node is JoinNode join)
            {
                for (int i = 0; i < join.Inputs.Count; i++)
                {
                    Node input = join.Inputs[i];
                    if (IsComputed(input) && join.Inputs.Count(other => other == input) == 1 && CanLieWithin(input, join))
                    {
                        Host(input, join, join.Places[i]);
                    }
                }
            }
        }
    }

    private void Host(Node node, Node host, Place first)
    {
        _hosts[node] = (host, first);
        _halos.TryGetValue(node, out var halo);
        Widen(host, halo.Y, halo.X);
    }

    /// <summary>Where a value of its own stands in memory, and so could stand elsewhere.</summary>
    private static bool IsComputed(Node node) => node switch
    {
        MoveNode move => !IsSameOrder(move),
        ScanNode scan => !scan.Body.Results[0].IsLast,
        ResultNode { Inputs: [ScanNode scan], Index: var index } => !scan.Body.Results[index].IsLast,
        OpaqueNode opaque => opaque.Kernel.Operands.Any(operand => operand is { Kind: OperandSource.Output, MayBeBox: true }),
        _ => node is MapNode or ReduceNode or ContractionNode or PoolNode or JoinNode,
    };

    private bool CanLieWithin(Node node, Node host) =>
        !_placements.ContainsKey(node) && node.Shape.Kind == Axes.Elements
        && host.Shape.Kind == Axes.Elements && host.Shape.Form != Form.Tokens && host is not ParameterLeaf
        && !_hosts.ContainsKey(node) && !_results.Contains(node)
        && (!_halos.ContainsKey(node) || HasRoomAround(node, host))
        && _readers[node].All(reader => Steps(reader, node));

    /// <summary>Whether what lies around the value is around its host, too, and so can be zeros.</summary>
    private bool HasRoomAround(Node node, Node host) =>
        node.Shape.Height == host.Shape.Height && node.Shape.Width == host.Shape.Width
        && (!_hosts.TryGetValue(host, out var outer) || HasRoomAround(host, outer.Host));

    /// <summary>Whether the reader finds elements that do not lie side by side.</summary>
    private static bool Steps(Node reader, Node node) => reader switch
    {
        OpaqueNode opaque => opaque.Kernel.Operands.All(operand =>
            operand.MayBeBox || operand.Kind != OperandSource.Input || opaque.Inputs[operand.Index] != node),
        ResultNode => true,
        MoveNode move => !IsSameOrder(move),
        _ => true,
    };

    private Placement PlacementOf(Node node)
    {
        if (!_placements.TryGetValue(node, out Placement placement))
        {
            _halos.TryGetValue(node, out var halo);
            _placements[node] = placement = _hosts.TryGetValue(node, out var place)
                ? new(PlacementOf(place.Host).Layout.Box(place.First, node.Shape), place.Host)
                : new(Layout.Of(node.Shape, halo.Y, halo.X), null);
        }

        return placement;
    }

    private void Widen(Node node, int y, int x)
    {
        _halos.TryGetValue(node, out var known);
        if (y > known.Y || x > known.X)
        {
            _halos[node] = (Math.Max(y, known.Y), Math.Max(x, known.X));
            if (_hosts.TryGetValue(node, out var place))
            {
                Widen(place.Host, y, x);
            }
        }
    }
}
