namespace NetGen.Generators.Tests.Contracts;

/// <summary>A case's graph in one mode, with random weights and a random batch.</summary>
internal sealed class CaseGraph
{
    private readonly int _samples;
    private readonly ShapedNetwork _network;
    private readonly Dictionary<Node, double[]> _given = [];
    private readonly List<Node> _forward;

    public CaseGraph(OperatorCase operatorCase, Mode mode)
    {
        ParsedNetwork parsed = Harness.Parse(CaseBlocks.With(operatorCase.Source("Case", isDouble: true)));
        _network = ShapeInference.Run(parsed.Model!, [])!;
        _samples = operatorCase.BatchSize;
        Forward = GraphBuilder.Build(_network, mode);
        _forward = [.. Forward.Graph.Nodes];
        Random random = new(operatorCase.Seed);
        foreach (Node leaf in Forward.Graph.Nodes.Where(node => node is Leaf))
        {
            _given[leaf] = [.. Enumerable.Range(0, GraphValues.Count(leaf.Shape, _samples)).Select(_ => Draw(leaf, random))];
        }
    }

    public ForwardGraph Forward { get; }

    /// <summary>What the leaves have; what is added is given, too.</summary>
    public Dictionary<Node, double[]> Given => _given;

    /// <summary>Random numbers, as many as a shape has.</summary>
    public double[] Draw(TensorShape shape, Random random) =>
        [.. Enumerable.Range(0, GraphValues.Count(shape, _samples)).Select(_ => (2 * random.NextDouble()) - 1)];

    public IEnumerable<Node> Parameters => Forward.Graph.Nodes.Where(node => node is ParameterLeaf { Parameter.IsTrained: true });

    /// <summary>∂ loss = 1.</summary>
    public (Node Value, Node Gradient)[] LossSeed() =>
        [(Forward.Graph.Loss!, Forward.Graph.Add(new MapNode("∂loss", TensorShape.Scalar, 1)))];

    public GraphValues Values() => GraphValues.Of(Forward.Graph, _samples, _network.Lengths, _given);

    /// <summary>The loss where a node has other values.</summary>
    public double Loss(Node node, double[] values)
    {
        NetworkGraph graph = new();
        graph.Nodes.AddRange(_forward);
        Dictionary<Node, double[]> given = new(_given) { [node] = values };
        return GraphValues.Of(graph, _samples, _network.Lengths, given)[Forward.Graph.Loss!][0];
    }

    /// <summary>A class, or the label that is left out.</summary>
    private int Label(ShapedLoss loss, Random random)
    {
        int classes = _network.Outputs[loss.Output].Shape.Channels, ignored = loss.Loss.IgnoredLabel;
        int label = random.Next(classes + (ignored >= classes ? 1 : 0));
        return label < classes ? label : ignored;
    }

    private double Draw(Node leaf, Random random) => leaf switch
    {
        InputLeaf { Index: var i } when _network.Inputs[i].Vocabulary > 0 => random.Next(_network.Inputs[i].Vocabulary),
        LabelLeaf { Index: var i } => Label(_network.Targets[i].Loss, random),
        TargetLeaf => random.NextDouble(),
        ParameterLeaf { Parameter: { Role: "running_var" } or { Role: "weight", Dimensions.Count: 1 } } =>
            0.75 + (random.NextDouble() / 2),
        ParameterLeaf { Parameter: { FanIn: > 0 and var fanIn } } => ((2 * random.NextDouble()) - 1) * Math.Sqrt(3.0 / fanIn),
        _ => (2 * random.NextDouble()) - 1,
    };
}
