using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>A method for each element of some values.</summary>
/// <param name="function">The method.</param>
/// <param name="add">Adds a node to the graph.</param>
/// <param name="label">For people.</param>
/// <param name="whole">The shape of the result.</param>
/// <param name="given">What it is given.</param>
/// <param name="learnt">What is learnt.</param>
internal sealed class ElementNodes(
    FunctionModel function, Func<Node, Node> add, string label, TensorShape whole, Func<int, Node> given, Func<int, Node> learnt)
    : FunctionNodes(function, add, label)
{
    protected override Node Given(int index) => given(index);

    protected override Node Learnt(int index) => learnt(index);

    protected override TensorShape RowShape(int width) => whole;

    // What depends on learnt numbers only is computed once for all elements.
    protected override TensorShape NumberShape(IReadOnlyList<Node> inputs) =>
        inputs.Count == 0 || inputs.Any(input => input.Shape.Kind.HasFlag(Axes.Batch)) ? whole
        : inputs.FirstOrDefault(input => input.Shape.Kind == Axes.Channels)?.Shape ?? TensorShape.Scalar;
}
