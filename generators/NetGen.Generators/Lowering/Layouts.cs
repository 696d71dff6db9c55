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

    // Without a place, the whole of the host seen as another shape.
    private readonly Dictionary<Node, (Node Host, Place? First)> _hosts = [];
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
    public static bool IsSameOrder(MoveNode node) =>
        node.Kind != MoveKind.Slice && IndexMap.Of(node).IsSameOrder(node.Inputs[0].Shape);

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
            else if (node is OpaqueNode { Kernel.WorksInPlace: true } && CanTakeThePlaceOf(node, node.Inputs[0]))
            {
                Host(node, node.Inputs[0], null);
            }
            else if (node is JoinNode join)
            {
                for (int i = 0; i < join.Inputs.Count; i++)
                {
                    Node input = join.Inputs[i];
                    if (join.Inputs.Count(other => other == input) == 1 && CanBeComputedWithin(input, join))
                    {
                        Host(input, join, join.Places[i]);
                        for (; input is MoveNode view && IsView(view); input = input.Inputs[0])
                        {
                            Host(input.Inputs[0], input, null);
                        }
                    }
                }
            }
        }
    }

    private void Host(Node node, Node host, Place? first)
    {
        _hosts[node] = (host, first);
        _halos.TryGetValue(node, out var halo);
        Widen(host, halo.Y, halo.X);
    }

    /// <summary>Where a value of its own stands in memory, and so could stand elsewhere.</summary>
    private static bool IsComputed(Node node) => node switch
    {
        MoveNode => true,
        ScanNode scan => !scan.Body.Results[0].IsLast,
        ResultNode { Inputs: [ScanNode scan], Index: var index } => !scan.Body.Results[index].IsLast,
        OpaqueNode opaque => opaque.Kernel.Operands.Any(operand => operand is { Kind: OperandSource.Output, MayBeBox: true }),
        _ => node is MapNode or ReduceNode or ContractionNode or PoolNode or JoinNode,
    };

    /// <summary>Whether the value can be computed where it is joined, be it as what it is a view of.</summary>
    private bool CanBeComputedWithin(Node node, Node host) => CanLieWithin(node, host)
        && (node is MoveNode move && IsView(move) ? CanBeComputedWithin(move.Inputs[0], move) : IsComputed(node));

    private bool CanLieWithin(Node node, Node host) =>
        !_placements.ContainsKey(node) && node.Shape.Kind == Axes.Elements
        && host.Shape.Kind == Axes.Elements && host.Shape.Form != Form.Tokens && host is not ParameterLeaf
        && !_hosts.ContainsKey(node) && !_results.Contains(node)
        && (!_halos.ContainsKey(node) || HasRoomAround(node, host))
        && _readers[node].All(reader => Steps(reader, node, IsRun(node, host)));

    /// <summary>Whether what lies around the value is around its host, too, and so can be zeros.</summary>
    private bool HasRoomAround(Node node, Node host) =>
        node.Shape.Height == host.Shape.Height && node.Shape.Width == host.Shape.Width
        && (!_hosts.TryGetValue(host, out var outer) || HasRoomAround(host, outer.Host));

    /// <summary>Whether nobody else needs what was there before.</summary>
    private bool CanTakeThePlaceOf(Node node, Node before) => before is not Leaf && !_placements.ContainsKey(node)
        && !_placements.ContainsKey(before) && _readers[before].Count() == 1 && !_results.Contains(before) && !_results.Contains(node);

    /// <summary>Whether the reader finds elements that do not lie side by side.</summary>
    private bool Steps(Node reader, Node node, bool isRun) => reader switch
    {
        OpaqueNode opaque => opaque.FindsBoxOf(node),
        ResultNode => true,
        MoveNode move => !isRun || !IsSameOrder(move) || _readers[move].All(next => Steps(next, move, isRun)),
        _ => true,
    };

    /// <summary>Whether a move gives its source's memory, and not a copy.</summary>
    private bool IsView(MoveNode node) =>
        IsSameOrder(node) && (!_hosts.TryGetValue(node.Inputs[0], out var place) || IsRun(node.Inputs[0], place.Host));

    /// <summary>Whether the elements of a sample follow one another within the host: then they can be seen as any shape.</summary>
    private static bool IsRun(Node node, Node host) => (host is MoveNode move && move.Inputs[0] == node) || node.Shape.Rows == 1
        || (node.Shape.Channels == host.Shape.Channels && (node.Shape.Height == 1 || node.Shape.Width == host.Shape.Width));

    private Placement PlacementOf(Node node)
    {
        if (!_placements.TryGetValue(node, out Placement placement))
        {
            _halos.TryGetValue(node, out var halo);
            (Node? host, Place? first) = _hosts.TryGetValue(node, out var place) ? place
                : node is MoveNode move && IsSameOrder(move) && halo is (0, 0) ? (move.Inputs[0], null)
                : default;
            Layout? within = host is null ? null
                : first is null ? PlacementOf(host).Layout.As(node.Shape)
                : PlacementOf(host).Layout.Box(first, node.Shape);
            _placements[node] = placement = within is null ? new(Layout.Of(node.Shape, halo.Y, halo.X), null) : new(within, host);
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
