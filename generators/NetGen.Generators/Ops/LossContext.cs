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

    /// <summary>
    /// A loss that is the mean of a formula of output (input 0) and target (input 1): its gradient is the formula's derivative.
    /// </summary>
    public (Node Loss, Node Gradient) Mean(string name, Expr formula)
    {
        double ofRow = 1.0 / Output.Shape.Channels;
        Node sum = Reduce($"{name} sum", ReduceOperator.Sum, TensorShape.Scalar, formula, Output, Target);
        return (
            Map(name, TensorShape.Scalar, new Expr.Input(0) * (Expr.PerRow(Output.Shape) * ofRow), sum),
            Map($"∂{name}", Output.Shape, formula.Derivative(0) * (Expr.LossScale(Output.Shape) * ofRow), Output, Target));
    }
}
