using NetGen.Generators.Graph;

namespace NetGen.Generators.Backends.Onnx;

/// <summary>A recurrence of a cell that ONNX has not: its Scan, with the body that NetGen runs.</summary>
/// <param name="node">The recurrence.</param>
/// <param name="values">Those of the graph around it.</param>
/// <param name="readers">What reads it.</param>
internal sealed class OnnxScan(ScanNode node, OnnxValues values, IReadOnlyList<Node> readers)
{
    private readonly OnnxGraph _graph = values.Graph;
    private readonly OnnxValues _inner = values.Inner();

    // What comes in: states as they begin, and what is gone over.
    private readonly List<string> _begins = [];
    private readonly List<string> _sequences = [];

    public void Convert()
    {
        ScanBody body = node.Body;
        Enter(body);
        OnnxNodes nodes = new(body.Graph, _inner);
        foreach (Node part in body.Graph.Nodes.Where(part => part is not Leaf && !_inner.IsSet(part)))
        {
            nodes.Convert(part);
        }

        string[] outputs = [.. Outputs(body)];
        int scanned = outputs.Length - body.States.Count, direction = body.RunsBackwards ? 1 : 0;
        (string, object)[] ofOutputs = scanned == 0
            ? []
            : [("scan_output_axes", Repeated(1, scanned)), ("scan_output_directions", Repeated(direction, scanned))];
        _graph.Nodes.Add(new(
            "Scan", [.. _begins, .. _sequences], [.. outputs.Select(o => o.Length > 0 ? o : _graph.Unique($"{node.Name} last state"))],
        [
            ("body", _inner.Graph), ("num_scan_inputs", _sequences.Count), ("scan_input_axes", Repeated(1, _sequences.Count)),
            ("scan_input_directions", Repeated(direction, _sequences.Count)), .. ofOutputs,
        ]));
        int[] Repeated(int number, int count) => [.. Enumerable.Repeat(number, count)];
    }

    /// <summary>What the body is given, by the names it has there.</summary>
    private void Enter(ScanBody body)
    {
        List<string> given = [];
        foreach (CarriedState state in body.States)
        {
            int leaf = body.Leaves.IndexOf(state.Before);
            _begins.Add(leaf >= 0 ? values.Of(node.Inputs[leaf]) : Zeros($"{values.NameOf(node)}/zeros", state.Before.Shape.Channels));
            given.Add(_inner.Set(state.Before, _graph.Unique(state.Before.Name)));
        }

        for (int i = 0; i < body.Leaves.Count; i++)
        {
            switch (body.Leaves[i])
            {
                case StepLeaf step:
                    _sequences.Add(values.Of(node.Inputs[i]));
                    given.Add(_inner.Set(step, _graph.Unique(step.Name)));
                    break;
                case ParameterLeaf parameter:
                    _inner.Set(parameter, values.Of(node.Inputs[i]));
                    break;
            }
        }

        foreach (string name in given)
        {
            _inner.Graph.Inputs.Add(new(name, []));
        }
    }

    /// <summary>What comes out: each state as it ends, "" where nobody reads it, then what is gathered.</summary>
    private List<string> Outputs(ScanBody body)
    {
        List<string> outputs = [];
        foreach (CarriedState state in body.States)
        {
            Leave(state.After);
            outputs.Add("");
        }

        for (int i = 0; i < body.Results.Count; i++)
        {
            ScanResult result = body.Results[i];
            string name = _graph.Unique(i == 0 ? values.NameOf(node) : $"{node.Name} result {i}");
            Node holder = i == 0 ? node : readers.OfType<ResultNode>().FirstOrDefault(reader => reader.Index == i) ?? (Node)node;
            if (holder == node && i > 0)
            {
                continue;
            }

            values.Set(holder, name);
            if (result.IsLast)
            {
                int state = body.States.FindIndex(s => s.After == result.Value);
                outputs[state] = outputs[state].Length == 0
                    ? name
                    : throw new InvalidOperationException($"'{node.Name}' gives a state twice.");
            }
            else
            {
                Leave(result.Value);
                outputs.Add(name);
            }
        }

        return outputs;
    }

    /// <summary>What leaves the body has a name that nothing else has.</summary>
    private void Leave(Node value)
    {
        string name = _graph.Unique($"{value.Name} of step");
        _inner.Graph.Nodes.Add(new("Identity", [_inner.Of(value)], [name], []));
        _inner.Graph.Outputs.Add(new(name, []));
    }

    /// <summary>[batch, channels] of zeros.</summary>
    private string Zeros(string name, int channels) => _graph.Add(
        name, "Expand",
        [_graph.Number(0), _graph.Add($"{name}/sizes", "Concat", [values.Count(-1), _graph.Integers(channels)], ("axis", 0))]);
}
