namespace NetGen.Generators.Emit;

/// <summary>What goes into a network and comes out of it, as the user calls it.</summary>
/// <param name="Element">"float" or "double".</param>
/// <param name="Inputs">In the order of the plan.</param>
/// <param name="Outputs">Names of the output stages likewise.</param>
/// <param name="Targets">What the losses take likewise; empty where they take nothing.</param>
internal sealed record InterfaceInfo(
    string Element, IReadOnlyList<ColumnInfo> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<ColumnInfo> Targets)
{
    public bool TakesTokens => Inputs.Count == 1 && Inputs[0].IsIntegers;

    public bool HasColumns => Inputs.Count > 1 || Targets.Count != 1;

    /// <summary>Whether predictions take or give something else than those of the base class.</summary>
    public bool HasOwnPredictions => TakesTokens || Inputs.Count > 1 || Outputs.Count > 1;
}

/// <summary>One input or target.</summary>
/// <param name="Name">Of the input or target; a record's member is named so.</param>
/// <param name="IsIntegers">Tokens or labels; else values.</param>
internal sealed record ColumnInfo(string Name, bool IsIntegers);

/// <summary>
/// The records of networks with several inputs, outputs or targets, and the methods that take them; for one input of tokens, the
/// methods of the base class once more, so that [1, 2, 3] means tokens.
/// </summary>
internal static class InterfaceEmitter
{
    private const string Span = "global::System.ReadOnlySpan", Memory = "global::System.ReadOnlyMemory";
    private const string Destination = "global::System.Memory";

    /// <summary>Records: members of the network.</summary>
    public static void EmitRecords(SourceWriter w, InterfaceInfo info)
    {
        string element = info.Element;
        if (info.Inputs.Count > 1)
        {
            Record(
                w, "Inputs", "What the network takes: one sample to predict, a batch to train on, sample after sample.",
                info.Inputs.Select(input => (Type(input, element), input.Name)));
        }

        if (info.Outputs.Count > 1)
        {
            Record(w, "Outputs", "What the network gives for one sample.", info.Outputs.Select(output => ($"{element}[]", output)));
            Record(
                w, "OutputMemory", "Where the network's outputs for several samples go, sample after sample.",
                info.Outputs.Select(output => ($"{Destination}<{element}>", output)));
        }

        if (info.Targets.Count > 1)
        {
            Record(
                w, "Targets", "What the losses compare the outputs with, sample after sample.",
                info.Targets.Select(target => (Type(target, element), target.Name)));
        }
    }

    /// <summary>Predictions: members of the network and of its predictors.</summary>
    public static void EmitPredictions(SourceWriter w, InterfaceInfo info)
    {
        string element = info.Element;
        if (info.TakesTokens && info.Outputs.Count == 1)
        {
            w.Line();
            w.Line($"/// <inheritdoc cref=\"global::NetGen.Network{{T}}.Predict({Span}{{int}})\"/>");
            w.Line($"public new {element}[] Predict({Span}<int> tokens) => base.Predict(tokens);");
            w.Line();
            w.Line($"/// <inheritdoc cref=\"global::NetGen.Network{{T}}.Predict({Span}{{int}}, int, global::System.Span{{T}})\"/>");
            w.Line(
                $"public new void Predict({Span}<int> tokens, int length, global::System.Span<{element}> outputs) => "
                + "base.Predict(tokens, length, outputs);");
        }

        if (info.Inputs.Count > 1 || info.Outputs.Count > 1)
        {
            string given = info.Inputs.Count > 1 ? "Inputs inputs" : $"{Type(info.Inputs[0], element)} inputs";
            string columns = Columns("inputs", info.Inputs), call = $"base.PredictOutputs([{columns}])";
            w.Line();
            w.Summary("The network's outputs for one sample; sequences may be shorter than declared.");
            if (info.Outputs.Count == 1)
            {
                w.Line($"public {element}[] Predict({given}) => {call}[0];");
            }
            else
            {
                using (w.Open($"public Outputs Predict({given})"))
                {
                    w.Lines(
                        $"{element}[][] outputs = {call};",
                        $"return new Outputs({string.Join(", ", info.Outputs.Select((_, i) => $"outputs[{i}]"))});");
                }
            }

            string type = info.Outputs.Count > 1 ? "OutputMemory" : $"{Destination}<{element}>";
            string outputs = info.Outputs.Count > 1
                ? string.Join(", ", info.Outputs.Select(output => $"outputs.{Names.Escaped(output)}"))
                : "outputs";
            w.Line();
            w.Summary("The network's outputs for any number of samples; allocates nothing after its first use.");
            w.Lines(
                "/// <param name=\"inputs\">Samples one after the other.</param>",
                "/// <param name=\"outputs\">Receives as many outputs.</param>",
                "/// <param name=\"count\">Samples; unless given, worked out from an input of fixed size, "
                    + "else from the declared lengths.</param>");
            w.Line($"public void Predict({given}, {type} outputs, int? count = null) =>");
            w.Indented($"base.PredictColumns([{columns}], [{outputs}], count);");
        }
    }

    /// <summary>Steps: members of the trainer.</summary>
    public static void EmitSteps(SourceWriter w, InterfaceInfo info)
    {
        string element = info.Element;
        if (info.HasColumns)
        {
            string inputs = info.Inputs.Count > 1 ? "Inputs inputs" : $"{Type(info.Inputs[0], element)} inputs";
            (string targets, string columns) = info.Targets.Count switch
            {
                0 => ("", ""),
                1 => ($"{Type(info.Targets[0], element)} targets, ", "targets"),
                _ => ("Targets targets, ", Columns("targets", info.Targets)),
            };
            w.Line();
            w.Summary("Trains on one batch; allocates nothing.");
            w.Lines("/// <param name=\"inputs\">Samples one after the other.</param>");
            if (targets.Length > 0)
            {
                w.Line("/// <param name=\"targets\">Labels, values or weights of as many samples.</param>");
            }

            w.Lines(
                "/// <param name=\"count\">Samples; unless given, worked out from an input or target of fixed size, "
                    + "else from the declared lengths.</param>");
            w.Line($"public global::NetGen.BatchResult Step({inputs}, {targets}int? count = null) =>");
            w.Indented($"base.StepColumns([{Columns("inputs", info.Inputs)}], [{columns}], count);");
        }
        else if (info.TakesTokens)
        {
            (string type, string name) = info.Targets[0].IsIntegers ? ("int", "labels") : (element, "targets");
            w.Line();
            string documented = type == "int" ? "int" : "T";
            w.Line($"/// <inheritdoc cref=\"global::NetGen.Trainer{{T}}.Step({Span}{{int}}, {Span}{{{documented}}}, int?)\"/>");
            w.Line(
                $"public new global::NetGen.BatchResult Step({Span}<int> tokens, {Span}<{type}> {name}, int? length = null) => "
                + $"base.Step(tokens, {name}, length);");
        }
    }

    private static void Record(SourceWriter w, string name, string summary, IEnumerable<(string Type, string Name)> members)
    {
        w.Line();
        w.Summary(summary);
        string parameters = string.Join(", ", members.Select(member => $"{member.Type} {Names.Escaped(member.Name)}"));
        w.Line($"public readonly record struct {name}({parameters});");
    }

    private static string Type(ColumnInfo part, string element) => $"{Memory}<{(part.IsIntegers ? "int" : element)}>";

    /// <summary>The members of a record, or the only part itself.</summary>
    private static string Columns(string name, IReadOnlyList<ColumnInfo> parts) =>
        parts.Count > 1 ? string.Join(", ", parts.Select(part => $"{name}.{Names.Escaped(part.Name)}")) : name;
}
