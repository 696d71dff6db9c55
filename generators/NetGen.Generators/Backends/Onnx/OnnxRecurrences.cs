using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>Recurrences of cells that ONNX has, too.</summary>
internal sealed class OnnxRecurrences(OnnxValues values)
{
    private readonly OnnxGraph _graph = values.Graph;

    /// <summary>Layers of a cell that ONNX knows, in one direction or both: positions before samples, gates in ONNX's order.</summary>
    public string Convert(OnnxRecurrence cell, TapeEntry entry)
    {
        string label = entry.Use.Label, x = values.Of(entry.Context.Input);
        for (int layer = 0; layer < cell.Layers; layer++)
        {
            string name = cell.Layers > 1 ? $"{label} layer {layer}" : label;
            string[] ends = [.. cell.Ways.Select(way => $"_l{layer}{way}")];
            string weights = OfWays($"{name}/W", end => Gates(cell, Of($"weight_ih{end}"))), states = OfWays(
                $"{name}/R", end => Gates(cell, Of($"weight_hh{end}")));
            string[] bias = cell.HasBias ? [OfWays($"{name}/B", end => Biases(cell, Of($"bias{end}"), end))] : [];
            string first = _graph.Add($"{name}/positions first", "Transpose", [x], ("perm", new[] { 1, 0, 2 }));
            string all = _graph.Unique($"{name}/{cell.Operator}"), last = _graph.Unique($"{name}/{cell.Operator} last");
            bool isLast = cell.IsLastOnly && layer == cell.Layers - 1;
            _graph.Nodes.Add(new(cell.Operator, [first, weights, states, .. bias], isLast ? ["", last] : [all],
            [
                ("hidden_size", cell.Hidden), ("direction", ends.Length > 1 ? "bidirectional" : "forward"), .. cell.Attributes,
            ]));
            string turned = isLast
                ? _graph.Add($"{name}/samples first", "Transpose", [last], ("perm", new[] { 1, 0, 2 }))
                : _graph.Add($"{name}/samples first", "Transpose", [all], ("perm", new[] { 2, 0, 1, 3 }));
            int width = ends.Length * cell.Hidden;
            x = _graph.Reshape(layer == cell.Layers - 1 ? label : name, turned, isLast ? [0, width] : [0, 0, width]);

            string OfWays(string what, Func<string, string> of)
            {
                string[] parts = [.. ends.Select(of).Select(part => _graph.Add($"{part}/of way", "Unsqueeze", [part, _graph.Integers(0)]))];
                return parts.Length == 1 ? parts[0] : _graph.Add(what, "Concat", parts, ("axis", 0));
            }
        }

        return x;

        string Of(string role) => _graph.Parameter(entry.Use.Parameters.Single(p => p.Role == role).Name);

        string Biases(OnnxRecurrence recurrence, string bias, string end)
        {
            int before = (recurrence.Gates.Count - 1) * recurrence.Hidden;
            string[] recurrent = recurrence.LastBias is { } role
                ? [_graph.Numbers([before], new double[before]), Of($"{role}{end}")]
                : [_graph.Numbers([before + recurrence.Hidden], new double[before + recurrence.Hidden])];
            return _graph.Add($"{bias}/both", "Concat", [Gates(recurrence, bias), .. recurrent], ("axis", 0));
        }
    }

    /// <summary>The parts of a parameter for each gate in another order.</summary>
    private string Gates(OnnxRecurrence cell, string parameter) => cell.Gates.Count == 1
        ? parameter
        : _graph.Add(
            $"{parameter}/gates", "Concat",
            cell.Gates.Select(gate =>
                _graph.Columns($"{parameter}/gate {gate}", parameter, gate * cell.Hidden, (gate + 1) * cell.Hidden, axis: 0)),
            ("axis", 0));
}
