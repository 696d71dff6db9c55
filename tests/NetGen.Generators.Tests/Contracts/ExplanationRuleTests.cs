namespace NetGen.Generators.Tests.Contracts;

/// <summary>
/// How explanations divide what a formula or a node has, by hand: sums alone would not tell one division from another.
/// </summary>
public sealed class ExplanationRuleTests
{
    private static readonly Expr a = new Expr.Input(0), b = new Expr.Input(1);

    private static readonly Dictionary<string, Expr> s_formulas = new()
    {
        ["a + b"] = a + b, ["a - b"] = a - b, ["a * b"] = a * b, ["a * sigmoid(b)"] = a * Expr.Sigmoid(b), ["a / b"] = a / b,
        ["max(a, b)"] = Expr.Max(a, b), ["min(a, b)"] = Expr.Min(a, b), ["a > b ? a * b : a"] = Expr.Greater(a, b, a * b, a),
        ["tanh(a) + b"] = Expr.Tanh(a) + b,
    };

    [Theory]
    [InlineData("a + b", 3, 1, 0.75, 0.25)]
    [InlineData("a + b", 3, -1, 1.5, -0.5)]
    [InlineData("a - b", 3, 1, 1.5, -0.5)]
    [InlineData("a * b", 3, 5, 0.5, 0.5)]
    [InlineData("a * sigmoid(b)", 3, 5, 1, 0)]
    [InlineData("a / b", 3, 5, 1, 0)]
    [InlineData("max(a, b)", 3, 5, 0, 1)]
    [InlineData("min(a, b)", 3, 5, 1, 0)]
    [InlineData("a > b ? a * b : a", 3, 1, 0.5, 0.5)]
    [InlineData("a > b ? a * b : a", 3, 5, 1, 0)]
    public void Relevance_by_the_rule_of_epsilon(string formula, double left, double right, double ofLeft, double ofRight) =>
        AssertShares(formula, false, [left, right], [ofLeft, ofRight]);

    [Theory]
    [InlineData("a + b", 3, 1, 0.75, 0.25)]
    [InlineData("a + b", 3, -1, 1, 0)]
    [InlineData("a + b", -3, -1, 0.5, 0.5)]
    [InlineData("a - b", 3, 1, 1, 0)]
    [InlineData("a - b", 3, -1, 0.75, 0.25)]
    public void Relevance_of_what_is_above_0(string formula, double left, double right, double ofLeft, double ofRight) =>
        AssertShares(formula, true, [left, right], [ofLeft, ofRight]);

    [Fact]
    public void A_gate_takes_nothing_of_a_product()
    {
        RelevanceShares shares = new(_ => true, i => i == 1, isPositive: false, epsilon: 1e-9);

        Assert.Equal(1, Value(shares.Of(a * b, 0), 3, 5));
        Assert.Equal(0, Value(shares.Of(a * b, 1), 3, 5));
    }

    /// <summary>Slopes of a change from (a′, b′) = (1, 2) to (3, 5).</summary>
    [Theory]
    [InlineData("a * b", 3.5, 2)]
    [InlineData("a / b", 0.35, -0.2)]
    [InlineData("max(a, b)", 0, 1)]
    [InlineData("min(a, b)", 1, 0)]
    [InlineData("a - b", 1, -1)]
    public void Contributions_by_the_rules_for_formulas(string formula, double ofLeft, double ofRight)
    {
        Difference difference = new(i => i < 2, i => i + 2, 1e-9);

        Assert.Equal(ofLeft, Value(difference.Slope(s_formulas[formula], 0), 3, 5, 1, 2), 1e-9);
        Assert.Equal(ofRight, Value(difference.Slope(s_formulas[formula], 1), 3, 5, 1, 2), 1e-9);
    }

    [Fact]
    public void A_function_of_one_number_has_its_difference_quotient_where_both_change()
    {
        Difference difference = new(i => i < 2, i => i + 2, 1e-9);

        Assert.Equal((Math.Tanh(3) - Math.Tanh(1)) / 2, Value(difference.Slope(s_formulas["tanh(a) + b"], 0), 3, 5, 1, 2), 1e-9);
        Assert.Equal(1, Value(difference.Slope(s_formulas["tanh(a) + b"], 1), 3, 5, 1, 2), 1e-9);
    }

    /// <summary>The larger of y and y′ says where: first it is at the reference's place, then at the sample's.</summary>
    [Theory]
    [InlineData("MaxPool2d(2)", new double[] { 1, 2, 0, 0 }, new double[] { 3, 0, 0, 0 }, new double[] { -1, 0, 0, 0 })]
    [InlineData("MaxPool2d(2)", new double[] { 1, 5, 0, 0 }, new double[] { 3, 0, 0, 0 }, new double[] { 0, 2, 0, 0 })]
    [InlineData("MaxOver(Axis.Length)", new double[] { 1, 2, 0, 0 }, new double[] { 3, 0, 0, 0 }, new double[] { -1, 0, 0, 0 })]
    [InlineData("MaxOver(Axis.Length)", new double[] { 1, 5, 0, 0 }, new double[] { 3, 0, 0, 0 }, new double[] { 0, 2, 0, 0 })]
    [InlineData("MaxOver(Axis.Features)", new double[] { 1, 2, 0, 0 }, new double[] { 3, 0, 0, 0 }, new double[] { -1, 0, 0, 0 })]
    [InlineData("MaxOver(Axis.Features)", new double[] { 1, 5, 0, 0 }, new double[] { 3, 0, 0, 0 }, new double[] { 0, 2, 0, 0 })]
    public void Contributions_to_a_maximum_come_from_one_place(string stage, double[] x, double[] reference, double[] expected)
    {
        (CaseGraph graph, Node input) = Four(stage);
        Node other = graph.Forward.Graph.Add(new StateLeaf("reference", input.Shape)), output = graph.Forward.Graph.Outputs[0];
        ReferenceValues references = ReferenceValues.Of(graph.Forward.Graph, new Dictionary<Node, Node> { [input] = other });
        Node slope = Gradient.Of(
            ForwardGraph.Of(graph.Forward.Graph), [(output, One(graph, output))], [input],
            rule: new DifferencePropagation(references, 1e-10))[input];
        graph.Given[input] = x;
        graph.Given[other] = reference;

        double[] slopes = graph.Values()[slope];

        Outcome.AssertClose("contributions", expected, [.. slopes.Select((one, i) => one * (x[i] - reference[i]))], 1e-9);
    }

    [Theory]
    [InlineData("MaxPool2d(2)", false, new double[] { 1, 4, 2, 3 }, new double[] { 0, 4, 0, 0 })]
    [InlineData("MaxOver(Axis.Length)", false, new double[] { 1, 4, 2, 3 }, new double[] { 0, 4, 0, 0 })]
    [InlineData("MaxOver(Axis.Length)", false, new double[] { 4, 4, 2, 3 }, new double[] { 4, 0, 0, 0 })]
    [InlineData("MaxOver(Axis.Features)", false, new double[] { 1, 4, 2, 3 }, new double[] { 0, 4, 0, 0 })]
    [InlineData("MaxOver(Axis.Features)", false, new double[] { 4, 4, 2, 3 }, new double[] { 2, 2, 0, 0 })]
    [InlineData("AvgPool2d(2)", false, new double[] { 3, -1, 2, 4 }, new double[] { 0.75, -0.25, 0.5, 1 })]
    [InlineData("AvgPool2d(2)", true, new double[] { 3, -1, 2, 3 }, new double[] { 0.65625, 0, 0.4375, 0.65625 })]
    [InlineData("GlobalAvgPool2d", true, new double[] { 3, -1, 2, 3 }, new double[] { 0.65625, 0, 0.4375, 0.65625 })]
    public void Relevance_of_a_window_goes_where_it_comes_from(string stage, bool isPositive, double[] x, double[] expected)
    {
        (CaseGraph graph, Node input) = Four(stage);
        Node output = graph.Forward.Graph.Outputs[0];
        Node relevance = Gradient.Of(
            ForwardGraph.Of(graph.Forward.Graph), [(output, output)], [input], rule: new RelevancePropagation(isPositive))[input];
        graph.Given[input] = x;

        Outcome.AssertClose("relevance", expected, graph.Values()[relevance], 1e-5);
    }

    private static void AssertShares(string formula, bool isPositive, double[] values, double[] expected)
    {
        RelevanceShares shares = new(_ => true, _ => false, isPositive, 1e-9);
        Assert.Equal(expected[0], Value(shares.Of(s_formulas[formula], 0), values), 1e-6);
        Assert.Equal(expected[1], Value(shares.Of(s_formulas[formula], 1), values), 1e-6);
    }

    private static double Value(Expr formula, params double[] values)
    {
        NetworkGraph graph = new();
        Node[] leaves = [.. values.Select((_, i) => graph.Add(new StateLeaf($"{i}", TensorShape.Features(1))))];
        Node value = graph.Add(new MapNode("value", TensorShape.Features(1), formula, leaves));
        return GraphValues.Of(graph, 1, [], leaves.Zip(values).ToDictionary(one => one.First, one => (double[])[one.Second]))[value][0];
    }

    /// <summary>Four numbers under one stage: a picture of 2×2, four positions of one feature, or four features.</summary>
    private static (CaseGraph Graph, Node Input) Four(string stage)
    {
        string input = stage.Contains("Features", StringComparison.Ordinal) ? "4"
            : stage.Contains("Length", StringComparison.Ordinal) ? "4, 1" : "1, 2, 2";
        CaseGraph graph = new(new OperatorCase("MaxOver", input, stage) { BatchSize = 1 }, Mode.Inference);
        return (graph, graph.Forward.Graph.Nodes.Single(node => node is MoveNode { Kind: MoveKind.Stage, Inputs: [InputLeaf] }));
    }

    private static Node One(CaseGraph graph, Node like) => graph.Forward.Graph.Add(new MapNode("one", like.Shape, 1));
}
