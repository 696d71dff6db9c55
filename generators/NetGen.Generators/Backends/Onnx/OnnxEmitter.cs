using System.Globalization;
using NetGen.Generators.Emit;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Writes a graph as the calls that make it in the runtime.</summary>
internal static class OnnxEmitter
{
    public const string Class = "OnnxDescription";

    public static void Emit(SourceWriter w, OnnxGraph graph)
    {
        List<(string Name, OnnxGraph Graph)> bodies = [];
        w.Summary("The prediction as ONNX operators; the weights come from the network.");
        using (w.Open($"internal static class {Class}"))
        {
            w.Summary("Inputs, outputs, constants and operators, in order.");
            using (w.Open("public static void Describe(global::NetGen.Onnx.OnnxGraph graph)"))
            {
                int opset = Nodes(graph).Max(node => node.Opset);
                if (opset > 21)
                {
                    w.Line($"graph.Opset = {opset};");
                }

                EmitInterface(w, graph);
                foreach (string parameter in graph.Parameters)
                {
                    w.Line($"graph.Parameter({Text(parameter)});");
                }

                foreach (OnnxConstant constant in graph.Constants)
                {
                    w.Line(
                        $"graph.{(constant.IsInteger ? "Integers" : "Numbers")}({Text(constant.Name)}, "
                        + $"[{string.Join(", ", constant.Dimensions)}], {Values(constant)});");
                }

                EmitNodes(w, graph, bodies);
            }

            for (int i = 0; i < bodies.Count; i++)
            {
                w.Line();
                w.Summary($"One step of {bodies[i].Name}.");
                using (w.Open($"private static void Body{i}(global::NetGen.Onnx.OnnxGraph graph)"))
                {
                    EmitInterface(w, bodies[i].Graph);
                    EmitNodes(w, bodies[i].Graph, bodies);
                }
            }
        }
    }

    private static void EmitInterface(SourceWriter w, OnnxGraph graph)
    {
        foreach (OnnxInterface input in graph.Inputs)
        {
            w.Line($"graph.{(input.IsTokens ? "TokenInput" : "Input")}({Text(input.Name)}{Dimensions(input)});");
        }

        foreach (OnnxInterface output in graph.Outputs)
        {
            w.Line($"graph.Output({Text(output.Name)}{Dimensions(output)});");
        }
    }

    private static void EmitNodes(SourceWriter w, OnnxGraph graph, List<(string Name, OnnxGraph Graph)> bodies)
    {
        foreach (OnnxNode node in graph.Nodes)
        {
            string attributes = string.Concat(node.Attributes.Select(a => $".With({Text(a.Name)}, {Attribute(node, a.Value)})"));
            w.Line($"graph.Add({Text(node.Operator)}, {Texts(node.Inputs)}, {Texts(node.Outputs)}){attributes};");
        }

        string Attribute(OnnxNode node, object value)
        {
            if (value is OnnxGraph body)
            {
                bodies.Add((node.Outputs.Last(output => output.Length > 0), body));
                return $"Body{bodies.Count - 1}";
            }

            return value is int[] or string[] ? $"[{OnnxNode.TextOf(value)}]" : OnnxNode.TextOf(value);
        }
    }

    private static IEnumerable<OnnxNode> Nodes(OnnxGraph graph) => graph.Nodes.SelectMany(node =>
        node.Attributes.Select(a => a.Value).OfType<OnnxGraph>().SelectMany(Nodes).Prepend(node));

    private static string Dimensions(OnnxInterface value) => string.Concat(value.Dimensions.Select(d =>
        ", " + (int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? d : Text(d))));

    private static string Values(OnnxConstant constant) =>
        !constant.IsInteger && constant.Values.Count > 8 && constant.Values.Distinct().Count() == 1
        ? $"repeated: {Number(constant.Values[0])}"
        : $"[{string.Join(", ", constant.Values.Select(Number))}]";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ when double.IsNaN(value) => "double.NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Texts(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Text))}]";

    private static string Text(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
