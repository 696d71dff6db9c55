using NetGen.Generators.Graph;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Backends.Onnx;

/// <content>Recurrences: ONNX's own where it has the cell, else its Scan with the body that NetGen runs.</content>
internal sealed partial class OnnxConversion
{
    /// <summary>Layers of a cell that ONNX knows, in one direction or both: positions before samples, gates in ONNX's order.</summary>
    private string Recurrence(OnnxRecurrence cell, TapeEntry entry)
    {
        string label = entry.Use.Label, x = Value(entry.Context.Input);
        for (int layer = 0; layer < cell.Layers; layer++)
        {
            string name = cell.Layers > 1 ? $"{label} layer {layer}" : label;
            string[] ends = [.. cell.Ways.Select(way => $"_l{layer}{way}")];
            string weights = OfWays($"{name}/W", end => Gates(cell, Of($"weight_ih{end}"))), states = OfWays(
                $"{name}/R", end => Gates(cell, Of($"weight_hh{end}")));
            string[] bias = cell.HasBias ? [OfWays($"{name}/B", end => Biases(cell, Of($"bias{end}"), end))] : [];
            string first = Add($"{name}/positions first", "Transpose", [x], ("perm", new[] { 1, 0, 2 }));
            string all = Unique($"{name}/{cell.Operator}"), last = Unique($"{name}/{cell.Operator} last");
            bool isLast = cell.IsLastOnly && layer == cell.Layers - 1;
            AddNode(new(cell.Operator, [first, weights, states, .. bias], isLast ? ["", last] : [all],
            [
                ("hidden_size", cell.Hidden), ("direction", ends.Length > 1 ? "bidirectional" : "forward"), .. cell.Attributes,
            ]));
            string turned = isLast
                ? Add($"{name}/samples first", "Transpose", [last], ("perm", new[] { 1, 0, 2 }))
                : Add($"{name}/samples first", "Transpose", [all], ("perm", new[] { 2, 0, 1, 3 }));
            int width = ends.Length * cell.Hidden;
            x = Reshape(layer == cell.Layers - 1 ? label : name, turned, isLast ? [0, width] : [0, 0, width]);

            string OfWays(string what, Func<string, string> of)
            {
                string[] parts = [.. ends.Select(of).Select(part => Add($"{part}/of way", "Unsqueeze", [part, Integers(0)]))];
                return parts.Length == 1 ? parts[0] : Add(what, "Concat", parts, ("axis", 0));
            }
        }

        return x;

        string Of(string role) => Parameter(entry.Use.Parameters.Single(p => p.Role == role).Name);

        string Biases(OnnxRecurrence recurrence, string bias, string end)
        {
            int before = (recurrence.Gates.Count - 1) * recurrence.Hidden;
            string[] recurrent = recurrence.LastBias is { } role
                ? [Numbers([before], new double[before]), Of($"{role}{end}")]
                : [Numbers([before + recurrence.Hidden], new double[before + recurrence.Hidden])];
            return Add($"{bias}/both", "Concat", [Gates(recurrence, bias), .. recurrent], ("axis", 0));
        }
    }

    /// <summary>The parts of a parameter for each gate in another order.</summary>
    private string Gates(OnnxRecurrence cell, string parameter) => cell.Gates.Count == 1
        ? parameter
        : Add(
            $"{parameter}/gates", "Concat",
            cell.Gates.Select(gate =>
                Columns($"{parameter}/gate {gate}", parameter, gate * cell.Hidden, (gate + 1) * cell.Hidden, axis: 0)),
            ("axis", 0));

    private void Scan(ScanNode node)
    {
        ScanBody body = node.Body;
        OnnxConversion inner = new(body.Graph, _lengths, _precision, this);
        List<string> begins = [], sequences = [], given = [];
        foreach (CarriedState state in body.States)
        {
            int leaf = body.Leaves.IndexOf(state.Before);
            begins.Add(leaf >= 0 ? Value(node.Inputs[leaf]) : Zeros($"{NameOf(node)}/zeros", state.Before.Shape.Channels));
            given.Add(inner._values[state.Before] = Unique(state.Before.Name));
        }

        for (int i = 0; i < body.Leaves.Count; i++)
        {
            switch (body.Leaves[i])
            {
                case StepLeaf step:
                    sequences.Add(Value(node.Inputs[i]));
                    given.Add(inner._values[step] = Unique(step.Name));
                    break;
                case ParameterLeaf parameter:
                    inner._values[parameter] = Value(node.Inputs[i]);
                    break;
            }
        }

        foreach (string name in given)
        {
            inner._graph.Inputs.Add(new(name, []));
        }

        foreach (Node part in body.Graph.Nodes.Where(part => part is not Leaf && !inner._values.ContainsKey(part)))
        {
            inner.Convert(part);
        }

        // What leaves the body has a name that nothing else has.
        string Leaving(Node value)
        {
            string name = Unique($"{value.Name} of step");
            inner._graph.Nodes.Add(new("Identity", [inner.Value(value)], [name], []));
            inner._graph.Outputs.Add(new(name, []));
            return name;
        }

        List<string> outputs = [];
        foreach (CarriedState state in body.States)
        {
            Leaving(state.After);
            outputs.Add("");
        }

        for (int i = 0; i < body.Results.Count; i++)
        {
            ScanResult result = body.Results[i];
            string name = Unique(i == 0 ? NameOf(node) : $"{node.Name} result {i}");
            Node holder = i == 0 ? node : _readers[node].OfType<ResultNode>().FirstOrDefault(reader => reader.Index == i) ?? (Node)node;
            if (holder == node && i > 0)
            {
                continue;
            }

            _values[holder] = name;
            if (result.IsLast)
            {
                int state = body.States.FindIndex(s => s.After == result.Value);
                outputs[state] = outputs[state].Length == 0
                    ? name
                    : throw new InvalidOperationException($"'{node.Name}' gives a state twice.");
            }
            else
            {
                Leaving(result.Value);
                outputs.Add(name);
            }
        }

        int scanned = outputs.Count - body.States.Count, direction = body.RunsBackwards ? 1 : 0;
        (string, object)[] ofOutputs = scanned == 0
            ? []
            : [("scan_output_axes", Repeated(1, scanned)), ("scan_output_directions", Repeated(direction, scanned))];
        AddNode(new("Scan", [.. begins, .. sequences], [.. outputs.Select(o => o.Length > 0 ? o : Unique($"{node.Name} last state"))],
        [
            ("body", inner._graph), ("num_scan_inputs", sequences.Count), ("scan_input_axes", Repeated(1, sequences.Count)),
            ("scan_input_directions", Repeated(direction, sequences.Count)), .. ofOutputs,
        ]));
        int[] Repeated(int number, int count) => [.. Enumerable.Repeat(number, count)];
    }

    /// <summary>[batch, channels] of zeros.</summary>
    private string Zeros(string name, int channels) => Add(
        name, "Expand", [Number(0), Add($"{name}/sizes", "Concat", [Count(-1), Integers(channels)], ("axis", 0))]);
}
