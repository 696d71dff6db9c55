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
    private readonly List<(ParameterLeaf Parameter, Node Share)> _penalties = [];

    private readonly Func<NetworkGraph, string, Node, Node> _at;

    private GraphBuilder(ShapedNetwork network, Mode mode, Func<NetworkGraph, string, Node, Node>? at)
    {
        _network = network;
        _mode = mode;
        _at = at ?? ((_, _, value) => value);
    }

    private NetworkGraph Graph { get; } = new();

    /// <summary>The forward pass and, where the network has some, its losses.</summary>
    /// <param name="network">What is computed.</param>
    /// <param name="mode">What for.</param>
    /// <param name="at">What is read in place of the value of an input or a step, by its path; by default the value itself.</param>
    public static ForwardGraph Build(ShapedNetwork network, Mode mode, Func<NetworkGraph, string, Node, Node>? at = null) =>
        new GraphBuilder(network, mode, at).Build();

    private ForwardGraph Build()
    {
        for (int i = 0; i < _network.Inputs.Count; i++)
        {
            ShapedInput input = _network.Inputs[i];
            Node given = Graph.Add(new InputLeaf(input.Name, i, input.Shape));
            string name = _network.Inputs.Count == 1 ? "samples" : $"samples of {input.Name}";
            _values[input.Path] = _at(Graph, input.Path, input.Shape.Form == Form.Tokens
                ? given
                : Graph.Add(new MoveNode(name, MoveKind.Stage, input.Shape, given)));
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

            _values[step.Path] = _at(Graph, step.Path, value);
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

        return new(Graph, _tape, _gradients) { Penalties = _penalties, Values = _values };
    }

    /// <summary>
    /// max f(x) = f(max x) where f does not decrease: behind the maximum there are fewer elements, and nothing in front of it is needed for
    /// the gradient.
    /// </summary>
    private static IReadOnlyList<OperationUse> MaximumFirst(IReadOnlyList<OperationUse> uses)
    {
        OperationUse[] ordered = [.. uses];
        for (int i = 0; i + 1 < ordered.Length; i++)
        {
            OperationUse function = ordered[i], maximum = ordered[i + 1];
            if (function.Operation.IsNonDecreasing && maximum.Operation.IsMaximum(maximum))
            {
                (ordered[i], ordered[i + 1]) = (maximum, function with { Input = maximum.Output, Output = maximum.Output });
            }
        }

        return ordered;
    }

    private void AddLosses(Node[] last)
    {
        List<(Node Loss, double Weight)> losses = [];
        ILookup<ShapedLoss, (ShapedTarget Target, int Index)> targets =
            _network.Targets.Select((target, i) => (target, i)).ToLookup(given => given.target.Loss);
        foreach (ShapedLoss declared in _network.Losses)
        {
            TensorShape shape = Graph.Outputs[declared.Output].Shape;
            Node? target = null, weight = null;
            foreach ((ShapedTarget given, int index) in targets[declared])
            {
                Node node = given.IsWeight ? SampleWeights(given, index, shape) : Target(given, index, shape);
                (target, weight) = given.IsWeight ? (target, node) : (node, weight);
            }

            (Node loss, IReadOnlyList<Node> gradients) =
                declared.Loss.Build(new LossContext(Graph, [.. declared.Outputs.Select(i => Graph.Outputs[i])], target, weight));
            losses.Add((loss, declared.Weight));
            Graph.Losses.Add(loss);
            foreach ((int output, Node gradient) in declared.Outputs.Zip(gradients, (output, gradient) => (output, gradient)))
            {
                Node? samples = declared.Loss.MixesSamples ? null : weight;
                AddGradient(last[output], Weighted(gradient, declared.Weight, samples, _network.Outputs[output].Name));
            }
        }

        if (_network.Losses.Count > 0)
        {
            AddPenalties(losses);
        }

        if (losses.Count > 0)
        {
            Expr sum = losses.Select((loss, i) => new Expr.Input(i) * loss.Weight).Aggregate((a, b) => a + b);
            Graph.Loss = losses is [(var only, 1)]
                ? only
                : Graph.Add(new MapNode("loss sum", TensorShape.Scalar, sum, [.. losses.Select(loss => loss.Loss)]));
        }
    }

    /// <summary>What stages add to the loss for the size of their weights, each parameter's once.</summary>
    private void AddPenalties(List<(Node Loss, double Weight)> losses)
    {
        foreach (ShapedStage stage in _network.Stages.Where(stage => stage.Penalty is not null))
        {
            foreach (ParameterInfo info in stage.Parameters.Where(Penalty.IsOn))
            {
                ParameterLeaf parameter = (ParameterLeaf)Parameter(info, null);
                (Node sum, Node gradient) = stage.Penalty!.Build(Graph, parameter);
                losses.Add((sum, stage.Penalty.Weight));
                _penalties.Add((parameter, gradient));
            }
        }
    }

    /// <summary>What a loss compares its output with.</summary>
    private Node Target(ShapedTarget given, int index, TensorShape output)
    {
        string suffix = Suffix(given);
        Node target = Graph.Add<Node>(given.IsLabels
            ? new LabelLeaf($"label{suffix}", index, output)
            : new TargetLeaf($"target{suffix}", index, given.Loss.Loss.Target(output)));

        // Given channels first, as the batch is.
        return target is TargetLeaf && output.IsImage
            ? Graph.Add(new MoveNode($"targets{suffix}", MoveKind.Stage, target.Shape, target))
            : target;
    }

    /// <summary>The weight of each sample, for each of its rows.</summary>
    private Node SampleWeights(ShapedTarget given, int index, TensorShape output)
    {
        string suffix = Suffix(given);
        Node weight = Graph.Add<Node>(new TargetLeaf($"weight{suffix}", index, TensorShape.Features(1)));
        Node rows = output.Form == Form.Features
            ? weight
            : Graph.Add(new MapNode($"weight of rows{suffix}", output with { Channels = 1 }, new Expr.Input(0), weight));
        return Graph.Add(new ReduceNode(
            $"weights{suffix}", ReduceOperator.Sum, rows.Shape, output.PerRow(), new Expr.Input(0), rows));
    }

    private string Suffix(ShapedTarget given) => _network.Losses.Count == 1 ? "" : $" of {_network.Outputs[given.Loss.Output].Name}";

    /// <summary>What the loss of a sample is multiplied by, its gradient is, too.</summary>
    private Node Weighted(Node gradient, double weight, Node? samples, string output)
    {
        Expr weighted = new Expr.Input(0) * weight;
        return samples is not null ? Graph.Add(new MapNode(
                $"∂{output} weighted", gradient.Shape, weighted * new Expr.Input(1), gradient, samples))
            : weight != 1 ? Graph.Add(new MapNode($"∂{output} weighted", gradient.Shape, weighted, gradient))
            : gradient;
    }

    private void AddGradient(Node value, Node gradient) => _gradients[value] = _gradients.TryGetValue(value, out Node known)
        ? Graph.Add(new MapNode("∂output sum", gradient.Shape, new Expr.Input(0) + new Expr.Input(1), known, gradient))
        : gradient;

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
internal sealed record ForwardGraph(NetworkGraph Graph, IReadOnlyList<TapeEntry> Tape, IReadOnlyDictionary<Node, Node> OutputGradients)
{
    /// <summary>A graph that nothing is known of but its nodes.</summary>
    public static ForwardGraph Of(NetworkGraph graph) => new(graph, [], new Dictionary<Node, Node>());

    /// <summary>What penalties add to the gradients of parameters.</summary>
    public IReadOnlyList<(ParameterLeaf Parameter, Node Share)> Penalties { get; init; } = [];

    /// <summary>The values of inputs and steps, by their paths.</summary>
    public IReadOnlyDictionary<string, Node> Values { get; init; } = new Dictionary<string, Node>();
}

/// <summary>One operation applied: what it read is in the context.</summary>
/// <param name="Use">The operation.</param>
/// <param name="Context">What it read and kept.</param>
/// <param name="Output">Its result.</param>
/// <param name="Recompute">What it is computed again together with; null where its values are kept.</param>
/// <param name="Nodes">What it added to the graph.</param>
internal sealed record TapeEntry(OperationUse Use, ForwardContext Context, Node Output, string? RecomputeGroup, IReadOnlyList<Node> Nodes);
