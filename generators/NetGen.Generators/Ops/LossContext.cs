using NetGen.Generators.Graph;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Ops;

/// <summary>What a loss needs to add its computation to a graph.</summary>
/// <param name="graph">Where.</param>
/// <param name="outputs">What it is on.</param>
/// <param name="target">What it is compared with; null for a loss without a target.</param>
/// <param name="weight">What each sample's loss is multiplied by, for each of its rows; null for nothing.</param>
internal sealed class LossContext(NetworkGraph graph, IReadOnlyList<Node> outputs, Node? target, Node? weight)
{
    public IReadOnlyList<Node> Outputs { get; } = outputs;

    /// <summary>The only output, or the first.</summary>
    public Node Output { get; } = outputs[0];

    public Node Target => target ?? throw new InvalidOperationException("The loss has no target.");

    /// <summary>What each sample's loss is multiplied by; null for nothing.</summary>
    public Node? Weight => weight;

    /// <summary>The gradient of the output, from that of a value computed from it.</summary>
    public Node GradientOf(Node value, Node seed) =>
        Gradient.Apart(graph, [(value, seed)], [Output]).Gradients.TryGetValue(Output, out Node gradient)
            ? gradient
            : Map("∂loss", Output.Shape, 0);

    public Node Map(string name, TensorShape shape, Expr body, params Node[] inputs) => graph.Add(new MapNode(name, shape, body, inputs));

    public Node Reduce(string name, ReduceOperator op, TensorShape shape, Expr body, params Node[] inputs) =>
        graph.Add(new ReduceNode(name, op, inputs[0].Shape, shape, body, inputs));

    /// <summary>Σ of a formula over the batch, each sample's share times its weight: what a loss is made of.</summary>
    public Node Total(string name, Expr body, params Node[] inputs) => weight is null
        ? Reduce(name, ReduceOperator.Sum, TensorShape.Scalar, body, inputs)
        : Reduce(name, ReduceOperator.Sum, TensorShape.Scalar, body * new Expr.Input(inputs.Length), [.. inputs, weight]);

    /// <summary>What the loss of each row counts in the gradient, with the weight of its sample.</summary>
    public Node Share(TensorShape row) => weight is null
        ? Map("∂loss share", row, Expr.LossScale(row))
        : Map("∂loss share", row, Expr.LossScale(row) * new Expr.Input(0), weight);

    public Node Add(Node node) => graph.Add(node);

    /// <summary>log Σ eˣ over the channels of each row, by the largest of them.</summary>
    public Node LogSumExp(string name, Node x)
    {
        TensorShape row = x.Shape.PerRow();
        Expr a = new Expr.Input(0), b = new Expr.Input(1);
        Node max = Reduce($"{name} max", ReduceOperator.Max, row, a, x);
        Node sum = Reduce($"{name} sum", ReduceOperator.Sum, row, Expr.Exp(a - b), x, max);
        return Map($"{name} log-sum", row, a + Expr.Log(b), max, sum);
    }

    /// <summary>
    /// A loss that is the mean of a formula of output (input 0) and target (input 1): its gradient is the formula's derivative, or another
    /// formula of the two that is better.
    /// </summary>
    public LossNodes Mean(string name, Expr formula, Expr? slope = null) =>
        Mean(name, formula, slope, 1.0 / Output.Shape.Channels);

    /// <summary>The same for the mean over the rows of the sum over their channels.</summary>
    public LossNodes MeanOfRows(string name, Expr formula, Expr? slope = null) => Mean(name, formula, slope, 1);

    private LossNodes Mean(string name, Expr formula, Expr? slope, double ofRow)
    {
        Node sum = Total($"{name} sum", formula, Output, Target);
        return (
            Map(name, TensorShape.Scalar, new Expr.Input(0) * (Expr.PerRow(Output.Shape) * ofRow), sum),
            Map($"∂{name}", Output.Shape, (slope ?? formula.Derivative(0)) * (Expr.LossScale(Output.Shape) * ofRow), Output, Target));
    }
}
