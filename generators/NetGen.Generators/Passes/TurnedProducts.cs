using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Passes;

/// <summary>
/// What only changes positions and features for products that can read it unchanged is not made, nor a product that is turned around
/// afterwards where it can be computed so.
/// </summary>
internal sealed class TurnedProducts
{
    private readonly HashSet<Node> _results;
    private readonly ILookup<Node, Node> _readers;

    private TurnedProducts(NetworkGraph graph)
    {
        _results = [.. graph.Results];
        _readers = graph.Nodes
            .SelectMany(node => node.Inputs.Distinct().Select(input => (input, node)))
            .ToLookup(pair => pair.input, pair => pair.node);
    }

    public static NetworkGraph Run(NetworkGraph graph)
    {
        TurnedProducts products = new(graph);
        HashSet<Node> read = [.. graph.Nodes.Where(products.IsReadUnchanged)];
        HashSet<Node> turned = [.. graph.Nodes.Where(node => !read.Contains(node) && products.IsComputedTurned(node))];
        HashSet<Node> gone = [.. read, .. turned.Select(node => node.Inputs[0])];
        return gone.Count == 0 ? graph : Rewriting.Run(graph, (rewriting, node) =>
        {
            if (gone.Contains(node))
            {
                return;
            }

            OpaqueNode? product = (turned.Contains(node) ? node.Inputs[0] : node) as OpaqueNode;
            Node[] inputs =
                [.. (product ?? node).Inputs.Select(input => rewriting.Current(read.Contains(input) ? input.Inputs[0] : input))];
            if (product is null)
            {
                rewriting.Put(node, node, inputs);
                return;
            }

            OpaqueKernel kernel = Enumerable.Range(0, inputs.Length).Where(i => read.Contains(product.Inputs[i]))
                .Aggregate(product.Kernel, (changed, i) => changed.WithTurned(i)!);
            if (product != node)
            {
                (kernel, inputs) = (kernel.Turned!, [.. Enumerable.Reverse(inputs)]);
            }

            OpaqueNode by = kernel == product.Kernel ? product : new(node.Name, kernel, node.Shape, inputs) { Stream = product.Stream };
            rewriting.Put(node, by, inputs);
        }).Graph;
    }

    private bool IsTurn(Node node) =>
        node is MoveNode move && !_results.Contains(node) && IndexMap.Of(move).IsTurn(move.Inputs[0].Shape, move.Shape);

    private bool IsReadUnchanged(Node node) => IsTurn(node) && _readers[node].Any() && _readers[node].All(reader =>
        reader is OpaqueNode { Kernel: var kernel }
        && Enumerable.Range(0, reader.Inputs.Count).All(i => reader.Inputs[i] != node || kernel.WithTurned(i) is not null));

    private bool IsComputedTurned(Node node) => IsTurn(node) && node.Inputs[0] is OpaqueNode { Kernel.Turned: not null } product
        && !_results.Contains(product) && _readers[product].Count() == 1;
}
