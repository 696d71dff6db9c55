using NetGen.Generators.Backends.Ilgpu;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Lowering;

/// <summary>Which memory a value has.</summary>
internal sealed partial class ProgramLowering
{
    private readonly Dictionary<Node, Buffer> _values = [];
    private readonly Dictionary<Node, Buffer> _partials = [];
    private readonly Dictionary<(ParameterInfo, bool), Buffer> _parameters = [];
    private readonly Dictionary<(Buffer Weights, PackShape Order, bool ToPoints, bool IsForMany), Buffer> _panels = [];
    private readonly List<Buffer> _buffers = [];

    // Memory with zeros between what is written to it, and memory whose zeros are there.
    private readonly HashSet<Buffer> _sparse = [];
    private readonly HashSet<Buffer> _cleared = [];

    private Buffer BufferOf(Node node)
    {
        if (_values.TryGetValue(node, out Buffer buffer))
        {
            return buffer;
        }

        (Layout layout, Node? host) = _placements[node];
        buffer = node switch
        {
            InputLeaf leaf => New(leaf.Name, leaf.Shape.Form == Form.Tokens ? BufferKind.Tokens : BufferKind.Input, Layout.Of(leaf.Shape), leaf.Index),
            TargetLeaf leaf => New(leaf.Name, BufferKind.Target, Layout.Of(leaf.Shape), leaf.Index),
            LabelLeaf leaf => New(leaf.Name, BufferKind.Label, Layout.Of(leaf.Shape), leaf.Index),
            ParameterLeaf leaf => ParameterBuffer(leaf.Parameter, isGradient: false),
            _ when GradientOf(node) is { } gradient => ParameterBuffer(gradient, isGradient: true),
            _ when host is not null => ViewOf(node, layout, BufferOf(host)),
            MoveNode move when IsSameMemory(move, layout) => ViewOf(node, layout, BufferOf(move.Inputs[0])),
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

    /// <summary>The parameter whose gradient a vector over the channels is: it lies in the gradients' block, and readers find it there.</summary>
    private ParameterInfo? GradientOf(Node node) => node.Shape.Kind == Axes.Channels
        ? _assignments[node].FirstOrDefault(a => a.IsGradient)?.Parameter
        : null;

    private static Buffer ViewOf(Node node, Layout layout, Buffer whole) => new(node.Name, whole.Kind, layout, whole);

    private bool IsSameMemory(MoveNode node, Layout layout) =>
        Layouts.IsSameOrder(node) && layout.IsDense && BufferOf(node.Inputs[0]).Layout.IsDense;

    private Buffer ParameterBuffer(ParameterInfo info, bool isGradient)
    {
        if (!_parameters.TryGetValue((info, isGradient), out Buffer buffer))
        {
            BufferKind kind = isGradient ? BufferKind.Gradient : BufferKind.Parameter;
            _parameters[(info, isGradient)] = buffer = New(isGradient ? $"∂{info.Label}" : info.Label, kind, new Layout(info.Size));
            buffer.Offset = _parameterOffset(info);
        }

        return buffer;
    }

    private Buffer PartialOf(ReduceNode node)
    {
        if (!_partials.TryGetValue(node, out Buffer buffer))
        {
            _partials[node] = buffer = New($"{node.Name} sums", BufferKind.Partial, new Layout(node.Shape.Channels));
        }

        return buffer;
    }

    private Buffer New(string name, BufferKind kind, Layout layout, int number = 0)
    {
        Buffer buffer = new(name, kind, layout) { Number = number };
        _buffers.Add(buffer);
        return buffer;
    }
}
