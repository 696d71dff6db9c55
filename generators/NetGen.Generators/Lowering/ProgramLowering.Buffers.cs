using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Lowering;

/// <summary>Which memory a value has.</summary>
internal sealed partial class ProgramLowering
{
    private Buffer BufferOf(Node node)
    {
        if (_values.TryGetValue(node, out Buffer buffer))
        {
            return buffer;
        }

        Layout layout = _layouts[node];
        buffer = node switch
        {
            InputLeaf => New(node.Name, BufferKind.Input, Layout.Of(node.Shape)),
            TargetLeaf => New(node.Name, BufferKind.Target, Layout.Of(node.Shape)),
            LabelLeaf => New(node.Name, BufferKind.Label, new Layout(1)),
            ParameterLeaf leaf => ParameterBuffer(leaf.Parameter, isGradient: false),
            _ when GradientOf(node) is { } gradient => ParameterBuffer(gradient, isGradient: true),
            MoveNode move when IsSameMemory(move, layout) => new Buffer(node.Name, BufferOf(move.Inputs[0]).Kind, layout, BufferOf(move.Inputs[0])),
            _ => New(node.Name, node.Shape.Kind is Axes.Elements or Axes.Rows ? BufferKind.Activation : BufferKind.Vector, layout),
        };
        _values[node] = buffer;
        return buffer;
    }

    /// <summary>The parameter whose gradient a vector over the channels is: it lies in the gradients' block, and readers find it there.</summary>
    private ParameterInfo? GradientOf(Node node) => node.Shape.Kind == Axes.Channels
        ? _graph.Assignments.FirstOrDefault(a => a.IsGradient && a.Value == node)?.Parameter
        : null;

    /// <summary>Whether a change of layout changes nothing: a single channel or pixel is the same in either order.</summary>
    private bool IsSameMemory(MoveNode node, Layout layout)
    {
        TensorShape image = node.Kind == MoveKind.Flatten ? node.Inputs[0].Shape : node.Shape;
        return node.Kind is MoveKind.Stage or MoveKind.Flatten or MoveKind.Unflatten
            && (image.Channels == 1 || image.Rows == 1)
            && !layout.HasHalo && !BufferOf(node.Inputs[0]).Layout.HasHalo;
    }

    private Buffer ParameterBuffer(ParameterInfo info, bool isGradient)
    {
        if (!_parameters.TryGetValue((info, isGradient), out Buffer buffer))
        {
            BufferKind kind = isGradient ? BufferKind.Gradient : BufferKind.Parameter;
            _parameters[(info, isGradient)] = buffer = New(isGradient ? $"∂{info.Name}" : info.Name, kind, new Layout(info.Size));
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

    private Buffer New(string name, BufferKind kind, Layout layout)
    {
        Buffer buffer = new(name, kind, layout);
        _buffers.Add(buffer);
        return buffer;
    }
}
