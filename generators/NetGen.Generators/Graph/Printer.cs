using System.Text;
using NetGen.Generators.Emit;

namespace NetGen.Generators.Graph;

/// <summary>A graph as text, a line for each node: what a pass made of it, for tests and for people.</summary>
internal static class Printer
{
    public static string Print(NetworkGraph graph)
    {
        StringBuilder text = new();
        Dictionary<Node, int> numbers = [];
        foreach (Node node in graph.Nodes)
        {
            numbers[node] = numbers.Count;
            string inputs = string.Join(", ", node.Inputs.Select(input => $"%{numbers[input]}"));
            string value = Describe(node, inputs, i => $"%{numbers[node.Inputs[i]]}");
            string type = node.Shape.Type == NumberType.Real ? "" : $" {node.Shape.Type}";
            text.Append($"%{numbers[node]} {node.Shape.Layout()}{type} = {value}  // {node.Name}\n");
            if (node is ScanNode scan)
            {
                text.Append(Body(scan.Body));
            }
        }

        foreach (Assignment assignment in graph.Assignments)
        {
            text.Append($"{(assignment.IsGradient ? "gradient" : "update")} {assignment.Parameter.Name} = %{numbers[assignment.Value]}\n");
        }

        foreach (Node output in graph.Outputs)
        {
            text.Append($"output %{numbers[output]}\n");
        }

        return graph.Loss is null ? text.ToString() : text.Append($"loss %{numbers[graph.Loss]}\n").ToString();
    }

    private static string Describe(Node node, string inputs, Func<int, string> names) => node switch
    {
        MapNode map => Formula.Print(map.Body, names),
        ReduceNode reduce => $"{reduce.Operator} over {reduce.Domain.Layout()} of {Formula.Print(reduce.Body, names)}",
        ContractionNode contraction => $"{contraction.Role}({contraction.Geometry})({inputs})",
        PoolNode pool => $"{pool.Role}({pool.Geometry})({inputs})",
        MoveNode move => $"{move.Kind}({inputs})",
        JoinNode join => $"{(join.IsWhole ? "Join" : "Box")}({inputs})",
        ScanNode scan => $"{scan.Body.Positions} positions{(scan.Body.RunsBackwards ? " backwards" : "")}({inputs})",
        ProcessSumNode => $"Sum over processes({inputs})",
        OpaqueNode opaque => $"{opaque.Kernel.Method}({inputs})",
        ResultNode => $"part of {inputs}",
        _ => "given",
    };

    /// <summary>What a recurrence computes at one position, indented.</summary>
    private static string Body(ScanBody body)
    {
        Dictionary<Node, int> numbers = [];
        StringBuilder text = new(), lines = new(Print(body.Graph));
        foreach (Node node in body.Graph.Nodes)
        {
            numbers[node] = numbers.Count;
        }

        foreach (CarriedState state in body.States.Where(state => numbers.ContainsKey(state.Before)))
        {
            lines.Append($"carry %{numbers[state.After]} to %{numbers[state.Before]}\n");
        }

        foreach (string line in lines.ToString().TrimEnd('\n').Split('\n'))
        {
            text.Append($"  {line}\n");
        }

        return text.ToString();
    }
}
