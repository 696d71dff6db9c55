using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Ops;

/// <summary>λ · Σ f(w) over a parameter, with a method of the user's: what is added to the loss, and to the parameter's gradient.</summary>
/// <param name="function">The method.</param>
/// <param name="weight">λ.</param>
internal sealed class Penalty(FunctionModel function, double weight)
{
    /// <summary>λ.</summary>
    public double Weight => weight;

    /// <summary>What is penalized: weights of two dimensions and more.</summary>
    public static bool IsOn(ParameterInfo parameter) => parameter.IsTrained && parameter.Dimensions.Count > 1;

    /// <summary>Σ f(w), and what is added to the gradient of w.</summary>
    public (Node Sum, Node Gradient) Build(NetworkGraph graph, ParameterLeaf parameter)
    {
        string name = parameter.Name;
        TensorShape shape = parameter.Shape;
        Node value = new ElementNodes(
            function, graph.Add, $"{name} penalty", shape, _ => parameter,
            _ => throw new InvalidOperationException("A penalty learns nothing."))
            .Results()[0];
        Node sum = graph.Add(new OpaqueNode($"{name} penalties", new VectorSumKernel(shape.Channels), TensorShape.Scalar, value)
        {
            Gradient = d => [d.Add(new MapNode($"∂{d.Name}", shape, new Expr.Input(0), d.OutputGradient))],
        });

        // It counts once for the batch: in each process as much as its samples do.
        Node seed = graph.Add(new MapNode($"∂{name} penalties", shape, weight * Expr.LossShare(TensorShape.Scalar)));
        (_, var shares) = Gradient.Apart(graph, [(value, seed)], [parameter]);
        Expr total = shares.Select((_, i) => (Expr)new Expr.Input(i)).Aggregate((Expr)0, (a, b) => a + b);
        Node gradient = graph.Add(new MapNode($"∂{name} by its penalty", shape, total, [.. shares.Select(share => share.Share)]));
        return (sum, graph.Add(new OpaqueNode($"∂{name} penalized", new VectorAddKernel(shape.Channels), shape, gradient)));
    }
}
