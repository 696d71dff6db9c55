using NetGen.Generators.Graph;

namespace NetGen.Generators.Passes;

/// <summary>Nodes computed by one kernel, in one pass over their elements.</summary>
internal sealed class Group(GroupKind kind, Node? producer, TensorShape domain)
{
    public GroupKind Kind { get; } = kind;

    /// <summary>The contraction, pooling or move the group is built around; null for elementwise groups.</summary>
    public Node? Producer { get; } = producer;

    /// <summary>Elements it runs over; its channels are 1 while only per-row work is in it.</summary>
    public TensorShape Domain { get; set; } = domain;

    /// <summary>Elementwise nodes and reductions, in an order in which they can be computed.</summary>
    public List<Node> Members { get; } = [];

    /// <summary>Everything it computes.</summary>
    public IEnumerable<Node> Nodes => Producer is null ? Members : Members.Prepend(Producer);
}

internal enum GroupKind
{
    /// <summary>A contraction that writes elements; what follows rides in its store.</summary>
    Contraction,

    /// <summary>A contraction that writes the gradient of weights.</summary>
    WeightGradient,

    /// <summary>Pooling; what follows rides in its store.</summary>
    Pool,

    /// <summary>A copy.</summary>
    Move,

    /// <summary>A kernel of the runtime, or a sum over processes; its members are its further results.</summary>
    Opaque,

    /// <summary>A recurrence; its members are its further results.</summary>
    Scan,

    /// <summary>Elementwise work, with reductions along the channels or over the rows.</summary>
    Elements,

    /// <summary>Vectors over the channels and scalars, after the sums over the rows are combined.</summary>
    Channels,
}

/// <summary>
/// Puts each node into the latest group it depends on where the two run over the same elements, else into one of its own.
/// Groups are executed in order, so a node may join a group only if everything else it reads is computed earlier.
/// Decides by kind (elementwise, broadcast, reduction, contraction), never by name.
/// </summary>
internal sealed class Fusion
{
    private readonly List<Group> _groups = [];
    private readonly Dictionary<Node, int> _available = [];

    public static IReadOnlyList<Group> Run(NetworkGraph graph)
    {
        Fusion fusion = new();
        foreach (Node node in graph.Nodes)
        {
            fusion.Place(node);
        }

        return GradientsLast(fusion._groups, graph);
    }

    private void Place(Node node)
    {
        switch (node)
        {
            case Leaf:
                _available[node] = -1;
                break;
            case ContractionNode { Role: ContractionRole.WeightGradient }:
                Open(GroupKind.WeightGradient, node);
                break;
            case ContractionNode:
                Open(GroupKind.Contraction, node);
                break;
            case PoolNode:
                Open(GroupKind.Pool, node);
                break;
            case MoveNode or JoinNode:
                Open(GroupKind.Move, node);
                break;
            case OpaqueNode or ProcessSumNode:
                Open(GroupKind.Opaque, node);
                break;
            case ScanNode:
                Open(GroupKind.Scan, node);
                break;
            case ResultNode:
                _available[node] = _available[node.Inputs[0]];
                _groups[_available[node]].Members.Add(node);
                break;
            case ReduceNode { Shape.Kind: Axes.Channels or Axes.None } reduce:
                // Each thread sums its own rows in the elementwise group; the sums are combined in a group after it.
                int summed = Join(reduce, GroupKind.Elements, reduce.Domain, Latest(node));
                _available[node] = Join(reduce, GroupKind.Channels, reduce.Shape, summed + 1);
                break;
            default:
                bool elements = node.Shape.Kind is Axes.Elements or Axes.Rows;
                TensorShape domain = node is ReduceNode r ? r.Domain : node.Shape;
                _available[node] = Join(node, elements ? GroupKind.Elements : GroupKind.Channels, domain, Latest(node));
                break;
        }
    }

    private int Latest(Node node) => node.Inputs.Append(node.After).Max(input => input is null ? -1 : _available[input]);

    private void Open(GroupKind kind, Node producer)
    {
        _groups.Add(new Group(kind, producer, producer.Shape));
        _available[producer] = _groups.Count - 1;
    }

    /// <summary>
    /// Adds the node to a group not before <paramref name="earliest"/>; opens one where none fits. Gives the group's place.
    /// </summary>
    private int Join(Node node, GroupKind kind, TensorShape domain, int earliest)
    {
        for (int i = Math.Max(earliest, 0); i < _groups.Count; i++)
        {
            if (Fits(_groups[i], node, kind, domain, isLatest: i == earliest))
            {
                Group group = _groups[i];
                if (group.Domain.Kind == Axes.Rows && domain.Kind == Axes.Elements)
                {
                    group.Domain = domain;
                }

                group.Members.Add(node);
                return i;
            }
        }

        Group opened = new(kind, null, domain);
        opened.Members.Add(node);
        _groups.Add(opened);
        return _groups.Count - 1;
    }

    private static bool Fits(Group group, Node node, GroupKind kind, TensorShape domain, bool isLatest)
    {
        if (kind == GroupKind.Channels)
        {
            return group.Kind == GroupKind.Channels && group.Domain == domain;
        }

        if (group.Kind is GroupKind.Contraction or GroupKind.Pool)
        {
            // What rides in a store sees one element at a time: no reductions, no rows.
            return isLatest && node is MapNode { Shape.Kind: Axes.Elements } && node.Shape == group.Domain
                && node.Inputs.All(input =>
                    input.Shape.Kind is not (Axes.Rows or Axes.Positions) && !input.Shape.IsSharedByRowsOf(node.Shape));
        }

        if (group.Kind != GroupKind.Elements || group.Domain with { Kind = domain.Kind, Channels = domain.Channels } != domain)
        {
            return false;
        }

        bool sameChannels = group.Domain.Kind == Axes.Rows || domain.Kind == Axes.Rows || group.Domain.Channels == domain.Channels;

        // Sums over the rows keep their accumulators in registers, channel by channel: they do not go with reductions along a row.
        bool sums = node is ReduceNode { Shape.Kind: Axes.Channels }, along = node.Shape.Kind is Axes.Rows or Axes.None;
        bool conflict = (sums && group.Members.Any(m => m.Shape.Kind is Axes.Rows or Axes.None))
            || (along && group.Members.Any(m => m.Shape.Kind == Axes.Channels));
        bool shares = isLatest
            || node.Inputs.All(input => !input.Shape.Kind.HasFlag(Axes.Batch))
            || node.Inputs.Any(input => Whole(input) is StateLeaf or StepLeaf
                || (input.Shape.Kind == Axes.Elements
                    && group.Members.Any(m => m.Inputs.Any(other => Whole(other) == Whole(input)))));
        return sameChannels && !conflict && shares;
    }

    /// <summary>What a value is a part of: parts lie beside each other.</summary>
    private static Node Whole(Node node) => node is MoveNode { Kind: MoveKind.Slice } ? Whole(node.Inputs[0]) : node;

    /// <summary>What only ends in a parameter's gradient can wait: fewer barriers between the kernels everybody else needs.</summary>
    private static IReadOnlyList<Group> GradientsLast(List<Group> groups, NetworkGraph graph)
    {
        HashSet<Node> gradients = [.. graph.Assignments.Where(a => a.IsGradient).Select(a => a.Value)];
        HashSet<Node> read = [.. groups.SelectMany(g => g.Nodes).SelectMany(n => n.Inputs)];
        bool Waits(Group g) => g.Kind == GroupKind.Channels && g.Members.All(m => gradients.Contains(m) && !read.Contains(m));
        return [.. groups.Where(g => !Waits(g)), .. groups.Where(Waits)];
    }
}
