using NetGen.Generators.Graph;
using NetGen.Generators.Model;

namespace NetGen.Generators.Ops;

/// <summary>A method for each row of some values: a sample's features, or the channels of a position or pixel.</summary>
/// <param name="function">The method.</param>
/// <param name="add">Adds a node to the graph.</param>
/// <param name="label">For people.</param>
/// <param name="rows">The shape of the rows.</param>
/// <param name="given">What it is given.</param>
internal sealed class RowNodes(FunctionModel function, Func<Node, Node> add, string label, TensorShape rows, Func<int, Node> given)
    : FunctionNodes(function, add, label)
{
    protected override Node Given(int index) => given(index);

    protected override Node Learnt(int index) => throw new InvalidOperationException("Methods over rows learn nothing.");

    protected override TensorShape RowShape(int width) => width == 0 ? rows : rows with { Channels = width };

    protected override TensorShape NumberShape(IReadOnlyList<Node> inputs) => rows.PerRow();
}
