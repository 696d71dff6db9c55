using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Graph;

/// <summary>
/// Shapes → graph of the forward computation and the loss, with a tape of what was applied for the pass that derives the gradients.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly ShapedNetwork _network;
    private readonly bool _training;
    private readonly Dictionary<ParameterInfo, Node> _parameters = [];
    private readonly List<TapeEntry> _tape = [];

    private GraphBuilder(ShapedNetwork network, bool training)
    {
        _network = network;
        _training = training;
    }

    private NetworkGraph Graph { get; } = new();

    /// <summary>The forward pass and, where the network has one, its loss.</summary>
    public static ForwardGraph Build(ShapedNetwork network, bool training) => new GraphBuilder(network, training).Build();

    private ForwardGraph Build()
    {
        Node staged = Graph.Add(new InputLeaf(_network.Input));
        Node input = Graph.Add(new MoveNode("batch", MoveKind.Stage, _network.Input, 0, staged));
        Dictionary<string, Node> outputs = [];
        Node value = input;
        foreach (ShapedStage stage in _network.Stages)
        {
            value = stage.Source is null ? input : outputs[stage.Source];
            foreach (OperationUse use in stage.Uses)
            {
                Node[] others = [.. use.Others.Select(name => outputs[name])];
                ForwardContext context = new(Graph, use, value, others, _training, Parameter);
                value = use.Operation.Forward(context);
                _tape.Add(new TapeEntry(use, context, value));
            }

            outputs[stage.Name] = value;
        }

        // The output is always computed, so that it has memory of its own to be read from.
        Node last = value;
        Graph.Output = value = value is MoveNode ? Graph.Add(new MapNode("output", value.Shape, new Expr.Input(0), value)) : value;
        Node? gradient = null;
        if (_network.Loss is { } loss)
        {
            Node target = Graph.Add<Node>(loss.TakesLabels ? new LabelLeaf() : new TargetLeaf(value.Shape));
            if (target is TargetLeaf && value.Shape.IsImage)
            {
                // Given channels first, as the batch is.
                target = Graph.Add(new MoveNode("targets", MoveKind.Stage, value.Shape, 0, target));
            }

            (Graph.Loss, gradient) = loss.Build(new LossContext(Graph, _network.LossArguments!, value, target));
        }

        return new(Graph, _tape, last, gradient);
    }

    private Node Parameter(ParameterInfo info)
    {
        if (!_parameters.TryGetValue(info, out Node node))
        {
            _parameters[info] = node = Graph.Add(new ParameterLeaf(info));
        }

        return node;
    }
}

/// <summary>The forward computation, what was applied in which order, the value of the last stage, and d loss / d that value.</summary>
internal sealed record ForwardGraph(NetworkGraph Graph, IReadOnlyList<TapeEntry> Tape, Node Last, Node? OutputGradient);

/// <summary>One operation applied: what it read is in the context.</summary>
internal sealed record TapeEntry(OperationUse Use, ForwardContext Context, Node Output);
