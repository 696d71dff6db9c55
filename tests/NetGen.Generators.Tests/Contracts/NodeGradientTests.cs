namespace NetGen.Generators.Tests.Contracts;

/// <summary>The rules for the kinds of nodes, on the graphs themselves: no generated code runs here.</summary>
public sealed class NodeGradientTests
{
    private const double Step = 1e-5;
    private const double Kink = 1e-2;

    /// <summary>With the losses' and operations' own formulas, training gets what the rules of the nodes alone make of the loss.</summary>
    [Theory]
    [MemberData(nameof(OperatorCases.SmallNames), MemberType = typeof(OperatorCases))]
    public void Own_formulas_agree_with_the_rules_of_the_nodes(string name)
    {
        CaseGraph graph = new(OperatorCases.Find(name), Mode.Training);
        Node[] parameters = [.. graph.Parameters];
        var outputs = graph.Forward.OutputGradients.Select(pair => (pair.Key, pair.Value));
        var own = Gradient.Of(graph.Forward, outputs, parameters);
        var derived = Gradient.Of(graph.Forward, graph.LossSeed(), parameters, isDerived: true);

        GraphValues values = graph.Values();
        Assert.Equal(own.Keys.Select(node => node.Name), derived.Keys.Select(node => node.Name));
        Dictionary<string, double[]> sums = Values(own);
        foreach ((ParameterLeaf parameter, Node share) in graph.Forward.Penalties)
        {
            sums[parameter.Parameter.Name] = [.. sums[parameter.Parameter.Name].Zip(values[share], (sum, added) => sum + added)];
        }

        Outcome.AssertClose(Values(derived), sums, 1e-9);

        Dictionary<string, double[]> Values(IReadOnlyDictionary<Node, Node> gradients) =>
            gradients.ToDictionary(pair => ((ParameterLeaf)pair.Key).Parameter.Name, pair => values[pair.Value]);
    }

    /// <summary>The derivative along a random direction, for each parameter, each input and the result of each operation.</summary>
    [Theory]
    [MemberData(nameof(OperatorCases.SmallNames), MemberType = typeof(OperatorCases))]
    public void Gradients_by_anything_are_those_of_the_training_loss(string name) => Compare(OperatorCases.Find(name), Mode.Training);

    /// <summary>The same where running statistics take the place of the batch's.</summary>
    [Theory]
    [MemberData(nameof(OperatorCases.SmallNames), MemberType = typeof(OperatorCases))]
    public void Gradients_by_anything_are_those_of_the_inference_loss(string name) => Compare(OperatorCases.Find(name), Mode.Inference);

    [Fact]
    public void Tokens_and_labels_have_no_gradient()
    {
        CaseGraph graph = new(OperatorCases.All.First(c => c.Subject == "Embedding"), Mode.Training);
        Node tokens = graph.Forward.Graph.Nodes.First(node => node is InputLeaf);

        Assert.Throws<InvalidOperationException>(() => Gradient.Of(graph.Forward, graph.LossSeed(), [tokens]));
    }

    [Fact]
    public void A_kernel_without_a_gradient_is_an_error()
    {
        CaseGraph graph = new(OperatorCases.All.First(c => c.HasDecoder), Mode.Training);
        Node parameter = graph.Parameters.First();
        Node output = graph.Forward.Graph.Outputs[0];
        TensorShape shape = TensorShape.PerChannel(output.Shape.Size);
        Node unknown = graph.Forward.Graph.Add(new OpaqueNode("unknown", new SumOverSamplesKernel(output.Shape), shape, output));
        Node dy = graph.Forward.Graph.Add(new MapNode("one", shape, 1));

        Exception error = Assert.Throws<InvalidOperationException>(() => Gradient.Of(graph.Forward, [(unknown, dy)], [parameter]));
        Assert.Contains("unknown has no gradient", error.Message, StringComparison.Ordinal);
    }

    private static void Compare(OperatorCase operatorCase, Mode mode)
    {
        CaseGraph graph = new(operatorCase, mode);
        Node[] wanted =
        [
            .. graph.Parameters,
            .. graph.Forward.Graph.Nodes.Where(node => node is InputLeaf && node.Shape.Form != Form.Tokens),
            .. graph.Forward.Tape.Select(entry => entry.Output).Where(node => node.Shape.Form != Form.Tokens).Distinct(),
        ];
        var gradients = Gradient.Of(graph.Forward, graph.LossSeed(), wanted);
        GraphValues values = graph.Values();
        Random random = new(operatorCase.Seed);
        foreach (Node node in wanted)
        {
            double[] direction = [.. values[node].Select(_ => (2 * random.NextDouble()) - 1)];
            double before = graph.Loss(node, Moved(-Step)), here = graph.Loss(node, Moved(0)), behind = graph.Loss(node, Moved(Step));
            double numeric = (behind - before) / (2 * Step), bend = (behind - (2 * here) + before) / Step;

            // Stages have ties that inputs have not: zeros of a ReLU in one window, one pixel in many. There is no derivative then.
            if (Math.Abs(bend) <= Kink * Math.Max(Math.Abs(numeric), 1e-2))
            {
                double[] gradient = gradients.TryGetValue(node, out Node? found) ? values[found] : [];
                double analytic = gradient.Zip(direction, (g, d) => g * d).Sum();
                Outcome.AssertClose(node.Name, [numeric], [analytic], 1e-5);
            }

            double[] Moved(double by) => [.. values[node].Zip(direction, (value, d) => value + (by * d))];
        }
    }
}
