using NetGen.Generators.Graph;

namespace NetGen.Generators.Ops;

/// <summary>What a loss needs to add its computation to a graph.</summary>
internal sealed class LossContext(NetworkGraph graph, Node output, Node target)
{
    public Node Output { get; } = output;

    public Node Target { get; } = target;

    public Node Map(string name, TensorShape shape, Expr body, params Node[] inputs) => graph.Add(new MapNode(name, shape, body, inputs));

    public Node Reduce(string name, ReduceOperator op, TensorShape shape, Expr body, params Node[] inputs) =>
        graph.Add(new ReduceNode(name, op, inputs[0].Shape, shape, body, inputs));

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
    public (Node Loss, Node Gradient) Mean(string name, Expr formula, Expr? slope = null) =>
        Mean(name, formula, slope, 1.0 / Output.Shape.Channels);

    /// <summary>The same for the mean over the rows of the sum over their channels.</summary>
    public (Node Loss, Node Gradient) MeanOfRows(string name, Expr formula, Expr? slope = null) => Mean(name, formula, slope, 1);

    private (Node Loss, Node Gradient) Mean(string name, Expr formula, Expr? slope, double ofRow)
    {
        Node sum = Reduce($"{name} sum", ReduceOperator.Sum, TensorShape.Scalar, formula, Output, Target);
        return (
            Map(name, TensorShape.Scalar, new Expr.Input(0) * (Expr.PerRow(Output.Shape) * ofRow), sum),
            Map($"∂{name}", Output.Shape, (slope ?? formula.Derivative(0)) * (Expr.LossScale(Output.Shape) * ofRow), Output, Target));
    }
}
