using NetGen.Generators.Graph;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>
/// The graph of a prediction as ONNX operators. An operation that ONNX has, too, says so (<see cref="Operation.Onnx"/>); any other is what
/// its nodes are, by their kind: so there is none that cannot be written, whoever made it.
/// </summary>
internal static class OnnxConversion
{
    public static OnnxGraph Of(ShapedNetwork network)
    {
        ForwardGraph forward = GraphBuilder.Build(network with { Losses = [] }, Mode.Inference);
        string[] lengths =
            [.. network.Lengths.Select((_, i) => network.Lengths.Count == 1 ? "length" : $"length{i}")];
        OnnxValues values = new(lengths, network.Model.Precision);
        OnnxGraph graph = values.Graph;
        foreach (ShapedOutput output in network.Outputs)
        {
            graph.Unique(output.Name);
        }

        foreach (InputLeaf input in forward.Graph.Nodes.OfType<InputLeaf>())
        {
            bool isTokens = input.Shape.Form == Form.Tokens;
            graph.Inputs.Add(new(values.Set(input, graph.Unique(input.Name)), values.Dimensions(input.Shape, isTokens), isTokens));
        }

        Convert(forward, values);
        for (int i = 0; i < network.Outputs.Count; i++)
        {
            ShapedOutput output = network.Outputs[i];
            graph.Nodes.Add(new("Identity", [values.Of(forward.Graph.Outputs[i])], [output.Name], []));
            graph.Outputs.Add(new(output.Name, values.Dimensions(output.Shape, isTokens: false)));
        }

        return graph;
    }

    /// <summary>What lies between inputs and outputs.</summary>
    private static void Convert(ForwardGraph forward, OnnxValues values)
    {
        Dictionary<Node, TapeEntry> operations = [];
        foreach (TapeEntry entry in forward.Tape.Where(entry => entry.Nodes.Count > 0))
        {
            operations[entry.Nodes[0]] = entry;
            values.Name(entry.Output, entry.Use.Label);
        }

        OnnxOperations known = new(values);
        OnnxNodes nodes = new(forward.Graph, values);
        foreach (Node node in forward.Graph.Nodes)
        {
            if (operations.TryGetValue(node, out TapeEntry operation) && known.Convert(operation) is { } value)
            {
                values.Set(operation.Output, value);
                foreach (Node inner in operation.Nodes.Where(inner => inner is not Leaf && inner != operation.Output))
                {
                    values.Set(inner, "");
                }
            }
            else if (node is not InputLeaf && !values.IsSet(node))
            {
                nodes.Convert(node);
            }
        }
    }
}
