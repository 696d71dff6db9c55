using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>
/// The programs of a network with [Explain]: each a forward pass in inference mode, and what is handed back from the first output to the
/// input by a rule for every kind of node.
/// </summary>
internal sealed class Explanations
{
    /// <summary>What the programs take beside the input.</summary>
    public const string Seed = "seed", Reference = "reference", Path = "path";

    private readonly ShapedNetwork _network;
    private readonly string _explained;
    private readonly TensorShape _shape;

    private Explanations(ShapedNetwork network)
    {
        _network = network;
        _explained = ExplainedPath(network)!;
        _shape = Embedding(network)?.Output ?? network.Inputs[0].Shape;
    }

    private bool HasTokens => _network.Inputs[0].Shape.Form == Form.Tokens;

    private TensorShape Output => _network.Outputs[0].Shape;

    /// <summary>Reports where the network cannot be explained.</summary>
    public static bool AreOf(ShapedNetwork network, List<DiagnosticInfo> diagnostics)
    {
        if (network.Explained is not { } attribute)
        {
            return true;
        }

        string? reason = network.Inputs.Count != 1 ? $"it has {network.Inputs.Count} inputs: explanations are of one"
            : ExplainedPath(network) is null
                ? "its tokens are not embedded by one stage, as a sequence: begin with a stage of [Embedding], the only one that reads them"
            : Stages(network).FirstOrDefault(stage => stage.Attentions.Count > 0 && stage.Heads == 0) is { } unequal
                ? $"the attentions of stage '{unequal.Name}' differ in heads or keys: mark a stage for each"
            : null;
        if (reason is not null)
        {
            diagnostics.Add(DiagnosticInfo.Create("NG0062", attribute.Site, network.Model.Name, reason));
        }

        return reason is null;
    }

    /// <summary>The programs; none where the network is not to be explained.</summary>
    public static IReadOnlyList<Explanation> Of(ShapedNetwork network) => network.Explained is null ? [] : new Explanations(network).All();

    /// <summary>Stages that can be asked for: that of the embedding, then those marked.</summary>
    public static IReadOnlyList<ExplainedStageInfo> Stages(ShapedNetwork network)
    {
        string? embedding = Embedding(network)?.Path;
        return [.. network.Stages
            .Where(stage => stage.Model.Modifier<ExplainAttribute>() is not null || stage.Value == embedding)
            .OrderByDescending(stage => stage.Value == embedding)
            .Select(stage => Info(stage))];
    }

    private static ExplainedStageInfo Info(ShapedStage stage)
    {
        OperationUse[] attentions =
            [.. stage.Steps.SelectMany(step => step.Uses).Where(use => use.Operation is AttentionOp)];
        int[] heads = [.. attentions.Select(use => ((AttentionOp)use.Operation).QueryHeads).Distinct()];
        return new(stage.Model.Name, stage.Value, stage.Output, attentions, heads is [var one] ? one : 0);
    }

    /// <summary>The step that embeds the tokens; null where there are none, or not one such step.</summary>
    private static ShapedStep? Embedding(ShapedNetwork network)
    {
        ShapedInput input = network.Inputs[0];
        ShapedStep[] readers = [.. network.Steps.Where(step => step.Source == input.Path)];
        return input.Shape.Form == Form.Tokens && readers is [{ Output.IsSequence: true } step]
            && (step.Output.Width, step.Output.Length) == (input.Shape.Width, input.Shape.Length)
            && network.Stages.Any(stage => stage.Value == step.Path)
            ? step
            : null;
    }

    private static string? ExplainedPath(ShapedNetwork network) =>
        network.Inputs[0].Shape.Form == Form.Tokens ? Embedding(network)?.Path : network.Inputs[0].Path;

    private IReadOnlyList<Explanation> All() =>
    [
        Gradients(),
        DeepLift(),
        Relevance("Relevance", "The relevance of the input, by the ε rule.", isPositive: false),
        Relevance("PositiveRelevance", "The relevance of the input, by the z⁺ rule.", isPositive: true),
        .. Stages(_network).Any(stage => stage.Attentions.Count > 0) ? [Attention()] : Array.Empty<Explanation>(),
    ];

    /// <summary>∂ (Σ seed·y) by the input, and stages with the gradients by them.</summary>
    private Explanation Gradients()
    {
        Builder b = new(_network);
        ForwardGraph forward = b.Forward((graph, path, value) => path == _explained && HasTokens ? b.OnThePath(value) : value);
        Node seed = b.Take(Seed, Output);
        IReadOnlyList<ExplainedStageInfo> stages = Stages(_network);
        Node[] wanted = [.. stages.Select(stage => forward.Values[stage.Path]).Append(forward.Values[_explained]).Distinct()];
        IReadOnlyDictionary<Node, Node> gradients = Gradient.Of(forward, [(b.Output, seed)], wanted);
        if (!HasTokens)
        {
            b.Give("gradient", _shape, Of(forward.Values[_explained]));
        }

        foreach (ExplainedStageInfo stage in stages)
        {
            Node value = forward.Values[stage.Path];
            b.Give(stage.Name, stage.Shape, value);
            b.Give($"∂{stage.Name}", stage.Shape, Of(value));
        }

        return b.Finish("Gradient", "The gradient of the output by the input and by stages: dropout off, running statistics in use.");

        Node Of(Node value) => gradients.TryGetValue(value, out Node gradient) ? gradient : b.Zeros(value);
    }

    /// <summary>What the input contributes to the difference between an output and that of a reference.</summary>
    private Explanation DeepLift()
    {
        Builder b = new(_network);
        ForwardGraph forward = b.Forward();
        Node seed = b.Take(Seed, Output), reference = b.Take(Reference, _shape), x = forward.Values[_explained];
        ReferenceValues references = ReferenceValues.Of(b.Graph, new Dictionary<Node, Node> { [x] = reference });
        double tolerance = _network.Model.Precision == Precision.Double ? 1e-10 : 1e-5;
        IReadOnlyDictionary<Node, Node> slopes = Gradient.Of(
            ForwardGraph.Of(b.Graph), [(b.Output, seed)], [x], rule: new DifferencePropagation(references, tolerance));
        Node slope = slopes.TryGetValue(x, out Node known) ? known : b.Zeros(x);
        b.Give("contributions", _shape, b.Graph.Add(new MapNode(
            "contributions", _shape, new Expr.Input(0) * (new Expr.Input(1) - new Expr.Input(2)), slope, x, reference)));
        return b.Finish("DeepLift", "What the input contributes to the difference between an output and that of a reference.");
    }

    private Explanation Relevance(string name, string summary, bool isPositive)
    {
        Builder b = new(_network);
        ForwardGraph forward = b.Forward();
        Node seed = b.Take(Seed, Output), x = forward.Values[_explained];
        Node output = b.Graph.Add(new MapNode(
            "relevance of the output", Output, new Expr.Input(0) * new Expr.Input(1), seed, b.Output));
        IReadOnlyDictionary<Node, Node> relevance = Gradient.Of(
            ForwardGraph.Of(b.Graph), [(b.Output, output)], [x], rule: new RelevancePropagation(isPositive));
        b.Give("relevance", _shape, relevance.TryGetValue(x, out Node known) ? known : b.Zeros(x));
        return b.Finish(name, summary);
    }

    private Explanation Attention()
    {
        Builder b = new(_network);
        ForwardGraph forward = b.Forward();
        foreach (ExplainedStageInfo stage in Stages(_network))
        {
            foreach (OperationUse attention in stage.Attentions)
            {
                Node weights = AttentionOp.WeightsOf(b.Graph, forward.Tape.First(entry => entry.Use == attention).Nodes);
                b.Give(stage.Name, weights.Shape, weights);
            }
        }

        return b.Finish("Attention", "The weights of attentions: for each query, the keys of one head behind those of another.");
    }

    /// <summary>A program in the making.</summary>
    private sealed class Builder(ShapedNetwork network)
    {
        private readonly List<ShapedInput> _inputs = [.. network.Inputs];
        private readonly List<ShapedOutput> _outputs = [];
        private readonly List<Node> _given = [];

        public NetworkGraph Graph { get; private set; } = new();

        /// <summary>The first output.</summary>
        public Node Output { get; private set; } = null!;

        public ForwardGraph Forward(Func<NetworkGraph, string, Node, Node>? at = null)
        {
            ForwardGraph forward = GraphBuilder.Build(network with { Losses = [] }, Mode.Inference, (graph, path, value) =>
            {
                Graph = graph;
                return at?.Invoke(graph, path, value) ?? value;
            });
            Graph = forward.Graph;
            Graph.Outputs.Clear();
            Output = forward.Values[network.Outputs[0].Path];
            return forward;
        }

        /// <summary>A further input.</summary>
        public Node Take(string name, TensorShape shape)
        {
            Node given = Graph.Add(new InputLeaf(name, _inputs.Count, shape));
            _inputs.Add(new(name, name, shape));
            return Graph.Add(new MoveNode($"{name} of samples", MoveKind.Stage, shape, given));
        }

        /// <summary>path·value + (1 − path)·reference.</summary>
        public Node OnThePath(Node value)
        {
            Node reference = Take(Reference, value.Shape), path = Take(Path, TensorShape.Features(1));
            Node rows = Graph.Add(new MapNode("path of rows", value.Shape with { Channels = 1 }, new Expr.Input(0), path));
            Node share = Graph.Add(new ReduceNode(
                "path of values", ReduceOperator.Sum, rows.Shape, value.Shape.PerRow(), new Expr.Input(0), rows));
            Expr mixed = new Expr.Input(0) * new Expr.Input(2) + new Expr.Input(1) * (1 - new Expr.Input(2));
            return Graph.Add(new MapNode($"{value.Name} on the path", value.Shape, mixed, value, reference, share));
        }

        public Node Zeros(Node like) => Graph.Add(new MapNode($"∂{like.Name}", like.Shape, 0));

        /// <summary>A further output, in memory of its own.</summary>
        public void Give(string name, TensorShape shape, Node value)
        {
            bool isOwn = value is MapNode or ContractionNode && !_given.Contains(value) && value.Shape == shape;
            _given.Add(value);
            Graph.Outputs.Add(isOwn ? value : Graph.Add(new MapNode($"{name} as given", shape, new Expr.Input(0), value)));
            _outputs.Add(new(name, name, shape));
        }

        public Explanation Finish(string name, string summary) =>
            new(name, summary, network with { Inputs = _inputs, Outputs = _outputs, Losses = [] }, Graph);
    }
}
