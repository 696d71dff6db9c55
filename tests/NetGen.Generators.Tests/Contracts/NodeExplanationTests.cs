namespace NetGen.Generators.Tests.Contracts;

/// <summary>DeepLIFT and relevance by the rules for the kinds of nodes, on the graphs themselves: no generated code runs here.</summary>
public sealed class NodeExplanationTests
{
    private const double Tolerance = 1e-6;

    /// <summary>Networks of which nothing takes relevance but the input, once biases are 0.</summary>
    public static TheoryData<string> Conserving { get; } =
    [
        "Linear(9), Relu, Linear(3)", "Linear(6), Tanh, Linear(4), Gelu, Linear(2)", "Linear(6), BatchNorm, Silu, Linear(2)",
        "Linear(8), Glu, Linear(2)", "Linear(6), LayerNorm, Linear(3)", "Linear(6), Softmax", "Linear(6), Relu, Residual, Linear(2)",
        "Linear(6), RmsNorm, Sigmoid, Linear(2)",
    ];

    public static TheoryData<string> ConservingImages { get; } =
    [
        "Conv2d(3, Padding = 1), Relu, MaxPool2d(2), Flatten, Linear(2)", "Conv2d(3, Padding = 1), Relu, AvgPool2d(2), Flatten, Linear(2)",
        "Conv2d(4), BatchNorm, Relu, GlobalAvgPool2d, Linear(2)", "ConvTranspose2d(3, Stride = 2), Relu, GlobalMaxPool2d, Linear(2)",
    ];

    public static TheoryData<string> ConservingSequences { get; } =
    [
        "SelfAttention(2), Linear(2)", "CausalSelfAttention(2), Residual, LayerNorm, Linear(2)",
        "Linear(4), MeanOver(Axis.Length), Linear(2)", "Linear(4), Relu, MaxOver(Axis.Length), Linear(2)",
        "Linear(4), SumOver(Axis.Length), Linear(2)",
    ];

    /// <summary>What contributions sum to, for every operation there is: the difference of the outputs.</summary>
    [Theory]
    [MemberData(nameof(OperatorCases.SmallNames), MemberType = typeof(OperatorCases))]
    public void Contributions_sum_to_the_difference_of_the_outputs(string name)
    {
        OperatorCase operatorCase = OperatorCases.Find(name);
        CaseGraph graph = new(operatorCase, Mode.Inference);
        Random random = new(operatorCase.Seed);
        Node[] explained = [.. Explained(graph.Forward.Graph)];
        Dictionary<Node, Node> references = explained.ToDictionary(x => x, x => Given(graph, x.Shape, random));
        Node output = graph.Forward.Graph.Outputs[0], seed = Given(graph, output.Shape, random);
        ReferenceValues reference = ReferenceValues.Of(graph.Forward.Graph, references);
        var slopes = Gradient.Of(
            ForwardGraph.Of(graph.Forward.Graph), [(output, seed)], [.. references.Keys],
            rule: new DifferencePropagation(reference, 1e-10));

        GraphValues values = graph.Values();
        double change = Sum(values[seed], Minus(values[output], values[reference[output]]));
        double contributed = slopes.Sum(slope => Sum(values[slope.Value], Minus(values[slope.Key], values[references[slope.Key]])));
        double size = Math.Sqrt(Minus(values[output], values[reference[output]]).Sum(d => d * d));
        Assert.True(Math.Abs(change - contributed) <= Tolerance * Math.Max(size, 1e-3), $"{contributed}, not {change}");
    }

    [Theory]
    [MemberData(nameof(Conserving))]
    public void Relevance_of_features_is_the_output(string stages) => AssertConserved(new("Linear", "6", stages));

    [Theory]
    [MemberData(nameof(ConservingImages))]
    public void Relevance_of_images_is_the_output(string stages) => AssertConserved(new("Conv2d", "2, 6, 6", stages));

    [Theory]
    [MemberData(nameof(ConservingSequences))]
    public void Relevance_of_sequences_is_the_output(string stages) => AssertConserved(new("SelfAttention", "5, 4", stages));

    /// <summary>By both rules there is relevance for every operation.</summary>
    [Theory]
    [MemberData(nameof(OperatorCases.SmallNames), MemberType = typeof(OperatorCases))]
    public void Relevance_is_finite(string name)
    {
        foreach (bool isPositive in new[] { false, true })
        {
            (double[] relevance, _) = Relevance(OperatorCases.Find(name), isPositive, withBiases: true);
            Assert.All(relevance, value => Assert.True(double.IsFinite(value), $"{value}"));
        }
    }

    /// <summary>ε: Rᵢ = xᵢ·wᵢⱼ / (Σ xw + b)·Rⱼ. z⁺: only the positive terms, without the bias.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Relevance_of_one_layer_is_its_formula(bool isPositive)
    {
        OperatorCase operatorCase = new("Linear", "5", "Linear(1)") { BatchSize = 1 };
        CaseGraph graph = new(operatorCase, Mode.Inference);
        (double[] relevance, double[] output) = Relevance(operatorCase, isPositive, withBiases: true);
        GraphValues values = graph.Values();
        double[] x = values[Explained(graph.Forward.Graph).Single()];
        double[] w = values[graph.Parameters.Single(p => p.Name.EndsWith("weight", StringComparison.Ordinal))];
        double[] terms = [.. x.Zip(w, (a, b) => a * b)];

        double[] expected = isPositive
            ? [.. terms.Select(term => Math.Max(term, 0) / terms.Sum(t => Math.Max(t, 0)) * output[0])]
            : terms;
        Outcome.AssertClose("relevance", expected, relevance, 1e-4);
    }

    private static void AssertConserved(OperatorCase operatorCase)
    {
        (double[] relevance, double[] output) = Relevance(operatorCase, isPositive: false, withBiases: false);
        Outcome.AssertClose("the sum of the relevance", [output.Sum()], [relevance.Sum()], 1e-3);
    }

    private static (double[] Relevance, double[] Output) Relevance(OperatorCase operatorCase, bool isPositive, bool withBiases)
    {
        CaseGraph graph = new(operatorCase, Mode.Inference);
        foreach (Node leaf in graph.Given.Keys.Where(leaf => !withBiases && leaf is ParameterLeaf
            && (leaf.Name.EndsWith("bias", StringComparison.Ordinal) || leaf.Name.EndsWith("running_mean", StringComparison.Ordinal))))
        {
            graph.Given[leaf] = new double[graph.Given[leaf].Length];
        }

        Node[] explained = [.. Explained(graph.Forward.Graph)];
        Node output = graph.Forward.Graph.Outputs[0];
        var relevance = Gradient.Of(
            ForwardGraph.Of(graph.Forward.Graph), [(output, output)], explained, rule: new RelevancePropagation(isPositive));
        GraphValues values = graph.Values();
        return ([.. relevance.SelectMany(pair => values[pair.Value])], values[output]);
    }

    /// <summary>The inputs, and vectors of tokens.</summary>
    private static IEnumerable<Node> Explained(NetworkGraph graph) =>
        graph.Nodes.Where(node => node is OpaqueNode { Kernel: GatherKernel } or MoveNode { Kind: MoveKind.Stage, Inputs: [InputLeaf] });

    private static Node Given(CaseGraph graph, TensorShape shape, Random random)
    {
        Node leaf = graph.Forward.Graph.Add(new StateLeaf("given", shape));
        graph.Given[leaf] = graph.Draw(shape, random);
        return leaf;
    }

    private static double Sum(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double[] Minus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x - y)];
}
