using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Which memory a program's values, parameters and sums have.</summary>
/// <param name="graph">The program's graph.</param>
/// <param name="parameterOffset">Where a parameter lies in its block.</param>
/// <param name="around">The program that the graph is the body of a recurrence in; null for a program of its own.</param>
/// <param name="bound">The memory that values have there, one or more.</param>
internal sealed class ProgramMemory(
    NetworkGraph graph, Func<ParameterInfo, int> parameterOffset, ProgramMemory? around, ILookup<Node, Buffer> bound)
{
    private readonly IReadOnlyDictionary<Node, Placement> _placements =
        Layouts.Run(graph, bound.ToDictionary(place => place.Key, place => place.First().Layout));

    private readonly ILookup<Node, Assignment> _assignments = graph.Assignments.ToLookup(a => a.Value);
    private readonly Dictionary<Node, Buffer> _values = [];
    private readonly Dictionary<Node, Buffer> _partials = [];
    private readonly Dictionary<(ParameterInfo, bool), Buffer> _parameters = [];
    private readonly List<Buffer> _buffers = [];
    private readonly List<BufferArray> _alternating = [];

    private readonly HashSet<Buffer> _sparse = [];

    public ProgramMemory(NetworkGraph graph, Func<ParameterInfo, int> parameterOffset)
        : this(graph, parameterOffset, null, Array.Empty<Buffer>().ToLookup(_ => (Node)null!))
    {
    }

    /// <summary>All of it, in the order in which it was first asked for.</summary>
    public IReadOnlyList<Buffer> Buffers => _buffers;

    /// <summary>States that recurrences write by turns.</summary>
    public IReadOnlyList<BufferArray> Alternating => _alternating;

    /// <summary>Whether the value has memory.</summary>
    public bool Has(Node node) => _values.ContainsKey(node);

    /// <summary>Whether there are zeros between what is written to the memory, beside its halo.</summary>
    public bool IsSparse(Buffer buffer) => _sparse.Contains(buffer);

    /// <summary>The memory of a value.</summary>
    public Buffer Of(Node node)
    {
        if (_values.TryGetValue(node, out Buffer buffer))
        {
            return buffer;
        }

        (Layout layout, Node? host) = _placements[node];
        buffer = node switch
        {
            _ when bound.Contains(node) => bound[node].First(),
            InputLeaf leaf => New(
                leaf.Name, leaf.Shape.Form == Form.Tokens ? BufferKind.Tokens : BufferKind.Input, Layout.Of(leaf.Shape), leaf.Index),
            TargetLeaf leaf => New(leaf.Name, BufferKind.Target, Layout.Of(leaf.Shape), leaf.Index),
            LabelLeaf leaf => New(leaf.Name, BufferKind.Label, Layout.Of(leaf.Shape), leaf.Index),
            ParameterLeaf leaf => OfParameter(leaf.Parameter, isGradient: false),
            _ when GradientOf(node) is { } gradient => OfParameter(gradient, isGradient: true),
            _ when host is not null => BoxOf(node, layout, Of(host)),
            ProcessSumNode => Of(node.Inputs[0]),
            ResultNode { Inputs: [ProcessSumNode sum], Index: var index } => Of(sum.Inputs[index]),
            OpaqueNode { Kernel.IsKept: true } => New(node.Name, BufferKind.Cache, layout),
            _ => New(node.Name, node.Shape.Kind is Axes.Elements or Axes.Rows ? BufferKind.Activation : BufferKind.Vector, layout),
        };
        _values[node] = buffer;
        if (node is JoinNode { IsWhole: false })
        {
            _sparse.Add(buffer.Root);
        }

        return buffer;
    }

    /// <summary>
    /// The parameter whose gradient a vector over the channels is: it lies in the gradients' block, and readers find it there.
    /// </summary>
    public ParameterInfo? GradientOf(Node node) => node.Shape.Kind == Axes.Channels
        ? _assignments[node].FirstOrDefault(a => a.IsGradient)?.Parameter
        : null;

    /// <summary>Where else a value is wanted.</summary>
    public IEnumerable<Buffer> FurtherOf(Node node) => bound[node].Skip(1);

    /// <summary>Lets a value have memory that is there.</summary>
    public void Bind(Node node, Buffer buffer) => _values[node] = buffer;

    /// <summary>The memory of a recurrence's body.</summary>
    public ProgramMemory Within(NetworkGraph body, ILookup<Node, Buffer> places) => new(body, parameterOffset, this, places);

    /// <summary>Whether the value is there as soon as what it moves or holds is.</summary>
    public bool IsThere(MoveNode node) =>
        _placements[node].Host == node.Inputs[0] || _placements[node.Inputs[0]].Host == node;

    /// <summary>Whether what is joined is computed where it is joined.</summary>
    public bool LiesWithin(Node node, JoinNode join) => _placements[node].Host == join;

    private static Buffer BoxOf(Node node, Layout layout, Buffer whole)
    {
        if (layout != whole.Layout.As(node.Shape))
        {
            whole.Root.Boxes.Add(node.Name);
        }

        return new(node.Name, whole.Kind, layout, whole) { Step = whole.Step };
    }

    /// <summary>The range of a parameter, or of its gradient.</summary>
    public Buffer OfParameter(ParameterInfo info, bool isGradient)
    {
        if (around is not null)
        {
            return around.OfParameter(info, isGradient);
        }

        if (!_parameters.TryGetValue((info, isGradient), out Buffer buffer))
        {
            BufferKind kind = isGradient ? BufferKind.Gradient : BufferKind.Parameter;
            _parameters[(info, isGradient)] = buffer =
                New(isGradient ? $"∂{info.Label}" : info.Label, kind, new Layout(info.Size), start: parameterOffset(info));
        }

        return buffer;
    }

    /// <summary>Where those who sum over rows leave their sums.</summary>
    public Buffer PartialOf(ReduceNode node)
    {
        if (!_partials.TryGetValue(node, out Buffer buffer))
        {
            _partials[node] = buffer = New($"{node.Name} sums", BufferKind.Partial, new Layout(node.Shape.Channels));
        }

        return buffer;
    }

    /// <summary>Lets two buffers be written by turns.</summary>
    public void Alternate(Buffer even, Buffer odd)
    {
        if (around is not null)
        {
            around.Alternate(even, odd);
            return;
        }

        _alternating.Add(BufferArray.Alternating(even, odd));
    }

    /// <summary>Memory of its own.</summary>
    public Buffer New(string name, BufferKind kind, Layout layout, int number = 0, int start = 0)
    {
        if (around is not null)
        {
            return around.New(name, kind, layout, number, start);
        }

        Buffer buffer = new(name, kind, layout) { Number = number, Start = start };
        _buffers.Add(buffer);
        return buffer;
    }
}
