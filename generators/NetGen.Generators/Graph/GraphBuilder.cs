using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Graph;

/// <summary>
/// Shapes → graph of the forward computation and the losses, with a tape of what was applied for the pass that derives the gradients.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly ShapedNetwork _network;
    private readonly Mode _mode;
    private readonly Dictionary<ParameterInfo, Node> _parameters = [];
    private readonly Dictionary<string, Node> _values = [];
    private readonly List<TapeEntry> _tape = [];
    private readonly Dictionary<Node, Node> _gradients = [];

    private GraphBuilder(ShapedNetwork network, Mode mode)
    {
        _network = network;
        _mode = mode;
    }

    private NetworkGraph Graph { get; } = new();

    /// <summary>The forward pass and, where the network has some, its losses.</summary>
    public static ForwardGraph Build(ShapedNetwork network, Mode mode) => new GraphBuilder(network, mode).Build();

    private ForwardGraph Build()
    {
        for (int i = 0; i < _network.Inputs.Count; i++)
        {
            ShapedInput input = _network.Inputs[i];
            Node given = Graph.Add(new InputLeaf(input.Name, i, input.Shape));
            string name = _network.Inputs.Count == 1 ? "samples" : $"samples of {input.Name}";
            _values[input.Path] = input.Shape.Form == Form.Tokens
                ? given
                : Graph.Add(new MoveNode(name, MoveKind.Stage, input.Shape, given));
        }

        foreach (ShapedStep step in _network.Steps)
        {
            Node value = _values[step.Source];
            foreach (OperationUse use in MaximumFirst(step.Uses))
            {
                Node[] others = [.. use.Others.Select(name => _values[name])];
                ForwardContext context = new(Graph, use, value, others, _mode, Parameter);
                int first = Graph.Nodes.Count;
                value = use.Operation.Forward(context);
                _tape.Add(new TapeEntry(use, context, value, step.RecomputeGroup, Graph.Nodes.GetRange(first, Graph.Nodes.Count - first)));
            }

            _values[step.Path] = value;
        }

        Node[] last = [.. _network.Outputs.Select(output => _values[output.Path])];

        // An output is always computed, so that it has memory of its own to be read from.
        Graph.Outputs.AddRange(last.Select(value => value is MapNode or ContractionNode
            ? value
            : Graph.Add(new MapNode("output", value.Shape, new Expr.Input(0), value))));
        if (_mode != Mode.Decoding)
        {
            AddLosses(last);
        }

        return new(Graph, _tape, _gradients);
    }

    /// <summary>
    /// max ReLU(x) = ReLU(max x): behind the pooling there are fewer elements, and nothing in front of it is needed for the gradient.
    /// </summary>
    private static IReadOnlyList<OperationUse> MaximumFirst(IReadOnlyList<OperationUse> uses)
    {
        OperationUse[] ordered = [.. uses];
        for (int i = 0; i + 1 < ordered.Length; i++)
        {
            if (ordered[i].Operation is ReluOp && ordered[i + 1].Operation is MaxPool2dOp)
            {
                OperationUse relu = ordered[i], pool = ordered[i + 1];
                (ordered[i], ordered[i + 1]) = (pool, relu with { Input = pool.Output, Output = pool.Output });
            }
        }

        return ordered;
    }

    private void AddLosses(Node[] last)
    {
        List<(Node Loss, double Weight)> losses = [];
        for (int i = 0; i < _network.Losses.Count; i++)
        {
            ShapedLoss declared = _network.Losses[i];
            Node value = Graph.Outputs[declared.Output], output = last[declared.Output];
            bool isOnly = _network.Losses.Count == 1;
            string suffix = isOnly ? "" : $" of {_network.Outputs[declared.Output].Name}";
            Node target = Graph.Add<Node>(declared.Loss.TakesLabels
                ? new LabelLeaf($"label{suffix}", i, value.Shape)
                : new TargetLeaf($"target{suffix}", i, declared.Loss.Target(value.Shape)));
            if (target is TargetLeaf && value.Shape.IsImage)
            {
                // Given channels first, as the batch is.
                target = Graph.Add(new MoveNode($"targets{suffix}", MoveKind.Stage, target.Shape, target));
            }

            (Node loss, Node gradient) = declared.Loss.Build(new LossContext(Graph, value, target));
            losses.Add((loss, declared.Weight));
            Graph.Losses.Add(loss);
            if (declared.Weight != 1)
            {
                string weighted = $"∂{_network.Outputs[declared.Output].Name} weighted";
                gradient = Graph.Add(new MapNode(weighted, gradient.Shape, new Expr.Input(0) * declared.Weight, gradient));
            }

            _gradients[output] = _gradients.TryGetValue(output, out Node known)
                ? Graph.Add(new MapNode("∂output sum", gradient.Shape, new Expr.Input(0) + new Expr.Input(1), known, gradient))
                : gradient;
        }

        if (losses.Count > 0)
        {
            Expr sum = losses.Select((loss, i) => new Expr.Input(i) * loss.Weight).Aggregate((a, b) => a + b);
            Graph.Loss = losses is [(var only, 1)]
                ? only
                : Graph.Add(new MapNode("loss sum", TensorShape.Scalar, sum, [.. losses.Select(loss => loss.Loss)]));
        }
    }

    private Node Parameter(ParameterInfo info, TensorShape? shape)
    {
        if (!_parameters.TryGetValue(info, out Node node))
        {
            _parameters[info] = node = Graph.Add(new ParameterLeaf(info, shape));
        }

        return node;
    }
}

/// <summary>The forward computation, what was applied in which order, and d loss / d output for every output with a loss.</summary>
internal sealed record ForwardGraph(NetworkGraph Graph, IReadOnlyList<TapeEntry> Tape, IReadOnlyDictionary<Node, Node> OutputGradients);

/// <summary>One operation applied: what it read is in the context.</summary>
/// <param name="Use">The operation.</param>
/// <param name="Context">What it read and kept.</param>
/// <param name="Output">Its result.</param>
/// <param name="Recompute">What it is computed again together with; null where its values are kept.</param>
/// <param name="Nodes">What it added to the graph.</param>
internal sealed record TapeEntry(OperationUse Use, ForwardContext Context, Node Output, string? RecomputeGroup, IReadOnlyList<Node> Nodes);
