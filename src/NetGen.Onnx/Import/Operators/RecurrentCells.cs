using System.Text;
using NetGen.Onnx.Import.Folding;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Operators;

/// <summary>
/// Recurrent layers that no attribute has: the cell is written as C#, which the build differentiates. Formulas as in the operators' own
/// documentation.
/// </summary>
internal static class RecurrentCells
{
    /// <summary>[length, ways · hidden] of the hidden state, and of the memory of an LSTM.</summary>
    public static (Value Hidden, Value? Memory) Map(
        OperatorContext c, CellKind cell, Step x, string direction, Tensor input, Tensor recurrent, Tensor? bias, Tensor? peepholes)
    {
        int ways = direction == "bidirectional" ? 2 : 1, h = cell.Hidden, numbers = cell.Kind == "Lstm" ? 2 * h : h;
        List<Value> hidden = [], memory = [];
        for (int way = 0; way < ways; way++)
        {
            bool isBack = way == 1 || direction == "reverse";
            string method = c.Algebra.Methods.OfCell($"{cell.Kind}Cell", own => Text(c.Algebra.Methods, cell, own, Functions(cell, way)));
            List<Weight> weights = Weights(cell, way, input, recurrent, bias, peepholes);
            Step step = c.Algebra.Graph.Apply(
                "Recurrent", x, [x.Form[0], numbers], $"nameof({method})" + (isBack ? ", Backwards = true" : ""),
                [.. weights.Select(static w => w with { Values = Algebra.Algebra.Safe(w.Values) })]);
            Value states = Value.Of(step, c.X.Type, x.Form[0], numbers);
            hidden.Add(c.Algebra.Slice(states, 1, 0, h));
            if (numbers > h)
            {
                memory.Add(c.Algebra.Slice(states, 1, h, h));
            }
        }

        return (c.Algebra.Concat(hidden, 1), memory.Count > 0 ? c.Algebra.Concat(memory, 1) : null);
    }

    private static List<Weight> Weights(CellKind cell, int way, Tensor input, Tensor recurrent, Tensor? bias, Tensor? peepholes)
    {
        int h = cell.Hidden, g = cell.Gates * h;
        Tensor own = Recurrences.Part(recurrent, way);
        Tensor Rows(Tensor tensor, int start, int count) => Fold.Take(tensor, 0, [.. Enumerable.Range(start, count)]);
        List<Weight> weights = [Weight.Of("Input", Recurrences.Part(input, way), g, cell.Features)];
        if (cell.Kind == "Gru")
        {
            weights.Add(Weight.Of("Gates", Rows(own, 0, 2 * h), 2 * h, h));
            weights.Add(Weight.Of("Candidate", Rows(own, 2 * h, h), h, h));
        }
        else
        {
            weights.Add(Weight.Of("Recurrent", own, g, h));
        }

        if (bias is not null)
        {
            (Tensor first, Tensor second) = Recurrences.Biases(bias, way, g);
            bool isGru = cell.Kind == "Gru";
            weights.Add(Weight.Of("Bias", Tensor.Of(first.Type, first.Dims, i => first[i] + (isGru && i >= 2 * h ? 0 : second[i])), g));
            if (isGru)
            {
                weights.Add(Weight.Of("CandidateBias", Rows(second, 2 * h, h), h));
            }
        }

        if (peepholes is not null)
        {
            weights.Add(Weight.Of("Peepholes", Recurrences.Part(peepholes, way), 3 * h));
        }

        return weights;
    }

    /// <summary>The functions of one way, as C# of a row.</summary>
    private static string[] Functions(CellKind cell, int way)
    {
        int count = cell.Kind switch { "Lstm" => 3, "Gru" => 2, _ => 1 };
        List<string> all = [];
        foreach (string name in cell.Activations)
        {
            string function = name.ToUpperInvariant() switch
            {
                "SIGMOID" => "Row.Sigmoid({0})",
                "TANH" => "Row.Tanh({0})",
                "RELU" => "({0}).Map(Relu)",
                _ => throw new UnsupportedException($"the activation '{name}' of a recurrence is not imported."),
            };
            all.Add(function);
        }

        return all.Count >= (way + 1) * count
            ? [.. all.Skip(way * count).Take(count)]
            : throw new UnsupportedException("it names too few activations.");
    }

    private static string Text(Methods methods, CellKind cell, string name, string[] functions)
    {
        string n = methods.Number;
        int h = cell.Hidden;
        string F(int i, string argument) =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, functions[i], Clipped(argument));
        string Clipped(string argument) => cell.Clip is null ? argument : $"({argument}).Map(Clip{name})";
        string Slice(string row, int gate) => $"{row}.Slice({gate * h}, {h})";
        StringBuilder text = new();
        List<string> weights = [$"[Learnable({cell.Gates * h}, {cell.Features})] Matrix<{n}> Input"];
        string state;
        if (cell.Kind == "Gru")
        {
            weights.Add($"[Learnable({2 * h}, {h})] Matrix<{n}> Gates");
            weights.Add($"[Learnable({h}, {h})] Matrix<{n}> Candidate");
        }
        else
        {
            weights.Add($"[Learnable({cell.Gates * h}, {h})] Matrix<{n}> Recurrent");
        }

        if (cell.HasBias)
        {
            weights.Add($"[Learnable({cell.Gates * h})] Row<{n}> Bias");
            if (cell.Kind == "Gru")
            {
                weights.Add($"[Learnable({h})] Row<{n}> CandidateBias");
            }
        }

        if (cell.HasPeepholes)
        {
            weights.Add($"[Learnable({3 * h})] Row<{n}> Peepholes");
        }

        string given = "(w.Input * x)" + (cell.HasBias ? " + w.Bias" : "");
        string Peep(int part, string memory) => cell.HasPeepholes ? $" + ({Slice("w.Peepholes", part)} * {memory})" : "";
        if (cell.Kind == "Lstm")
        {
            state = $"{name}State";
            text.Append($"public static {state} {name}(Row<{n}> x, {state} before, {name}Weights w)\n{{\n");
            text.Append($"    Row<{n}> gates = {given} + (w.Recurrent * before.Hidden);\n");
            text.Append($"    Row<{n}> i = {F(0, Slice("gates", 0) + Peep(0, "before.Memory"))};\n");
            text.Append(cell.CouplesGates
                ? $"    Row<{n}> f = 1 - i;\n"
                : $"    Row<{n}> f = {F(0, Slice("gates", 2) + Peep(2, "before.Memory"))};\n");
            text.Append($"    Row<{n}> memory = (f * before.Memory) + (i * {F(1, Slice("gates", 3))});\n");
            text.Append($"    Row<{n}> o = {F(0, Slice("gates", 1) + Peep(1, "memory"))};\n");
            string bent = string.Format(System.Globalization.CultureInfo.InvariantCulture, functions[2], "memory");
            text.Append($"    return new {state}(o * {bent}, memory);\n}}\n\n");
            text.Append($"public sealed record {state}([Width({h})] Row<{n}> Hidden, [Width({h})] Row<{n}> Memory);\n\n");
        }
        else if (cell.Kind == "Gru")
        {
            text.Append($"public static Row<{n}> {name}(Row<{n}> x, [Width({h})] Row<{n}> before, {name}Weights w)\n{{\n");
            text.Append($"    Row<{n}> given = {given}, gates = given.Slice(0, {2 * h}) + (w.Gates * before);\n");
            text.Append($"    Row<{n}> update = {F(0, Slice("gates", 0))}, reset = {F(0, Slice("gates", 1))};\n");
            string more = cell.HasBias ? " + w.CandidateBias" : "";
            text.Append(cell.ResetsBehind
                ? $"    Row<{n}> candidate = {F(1, $"{Slice("given", 2)} + (reset * ((w.Candidate * before){more}))")};\n"
                : $"    Row<{n}> candidate = {F(1, $"{Slice("given", 2)} + (w.Candidate * (reset * before)){more}")};\n");
            text.Append("    return ((1 - update) * candidate) + (update * before);\n}\n\n");
        }
        else
        {
            text.Append($"public static Row<{n}> {name}(Row<{n}> x, [Width({h})] Row<{n}> before, {name}Weights w) =>\n");
            text.Append($"    {F(0, $"{given} + (w.Recurrent * before)")};\n\n");
        }

        if (functions.Any(static function => function.Contains("Relu", StringComparison.Ordinal)))
        {
            text.Replace("Map(Relu)", $"Map({name}Relu)");
            text.Append($"[Differentiable]\nprivate static {n} {name}Relu({n} x) => x > 0 ? x : 0;\n\n");
        }

        if (cell.Clip is { } clip)
        {
            text.Replace($"Map(Clip{name})", $"Map({name}Clip)");
            (string least, string most) = (methods.Literal(-clip), methods.Literal(clip));
            text.Append($"[Differentiable]\nprivate static {n} {name}Clip({n} x) => Math.Max({least}, Math.Min({most}, x));\n\n");
        }

        return text.Append($"public sealed record {name}Weights(\n    {string.Join(",\n    ", weights)});").ToString();
    }
}
