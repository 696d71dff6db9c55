using System.Globalization;
using System.Text;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Ops;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>What people see of a network: a table of its stages in the manner of Keras, and its graph for Mermaid.</summary>
internal static class OverviewEmitter
{
    public static void Emit(SourceWriter w, ShapedNetwork network, LoweredProgram inference, LoweredProgram? training)
    {
        w.Summary("Constants made by the build.");
        using (w.Open("internal static class Overview"))
        {
            EmitText(w, "Summary", "Stages, their operations, output shapes, parameters and work.", Table(network, inference, training));
            w.Line();
            EmitText(w, "Mermaid", "The stages and what they read, for https://mermaid.js.org.", Mermaid(network));
        }
    }

    private static void EmitText(SourceWriter w, string name, string summary, string text)
    {
        w.Summary(summary);
        w.Line($"public const string {name} = \"\"\"");
        foreach (string line in text.Split('\n'))
        {
            w.Line($"    {line}");
        }

        w.Line("    \"\"\";");
    }

    private static string Table(ShapedNetwork network, LoweredProgram inference, LoweredProgram? training)
    {
        List<string[]> rows = [["Stage", "Operations", "Output", "Parameters", "MFLOPs"]];
        rows.AddRange(network.Inputs.Select(input => new[] { input.Name, "", $"{input.Shape}", "0", "" }));
        HashSet<ParameterInfo> seen = [];
        foreach (ShapedStage stage in network.Stages)
        {
            long parameters = stage.Parameters.Where(p => p.IsWeight && seen.Add(p)).Sum(p => (long)p.Size);
            string operations = string.Join(" → ", stage.Operations) + Frozen(stage);
            rows.Add([stage.Model.Name, operations, $"{stage.Output}", Number(parameters), MegaFlops(stage.Work)]);
        }

        int[] widths = [.. Enumerable.Range(0, 5).Select(i => rows.Max(row => row[i].Length))];
        string rule = string.Join("  ", widths.Select(width => new string('─', width)));
        StringBuilder text = new();
        text.Append($"{network.Model.Name}\n{Line(rows[0], widths)}\n{rule}\n");
        rows.Skip(1).ToList().ForEach(row => text.Append($"{Line(row, widths)}\n"));
        long weights = seen.Sum(p => (long)p.Size), frozen = seen.Where(p => p.IsFrozen).Sum(p => (long)p.Size);
        long fixedOnes = network.Parameters.Where(p => !p.IsWeight).Sum(p => (long)p.Size);
        text.Append($"{rule}\n{Words.Counted(weights, "parameter", "N0")}");
        text.Append(frozen > 0 ? $", {Number(frozen)} of them frozen" : "");
        text.Append(fixedOnes > 0 ? $", {Number(fixedOnes)} running statistics and constants" : "");
        text.Append($"; {MegaFlops(inference.MultiplyAdds)} MFLOPs a sample forward");
        text.Append(training is null ? "" : $", {MegaFlops(training.MultiplyAdds)} in a training step");
        text.Append($"\nActivations of a sample: {Number(inference.SizeOf(BufferKind.Activation))} bytes forward");
        text.Append(training is null
            ? ""
            : $", {Number(training.SizeOf(BufferKind.Activation))} in a training step "
                + $"(no plan needs less than {Number(training.LeastActivations)})");
        return text.ToString();
    }

    /// <summary>Whether a stage's weights are trained.</summary>
    private static string Frozen(ShapedStage stage) =>
        stage.Model.Modifier<LoRAAttribute>() is { } adapted ? $" (frozen, LoRA of rank {Attributes.Make<LoRAAttribute>(adapted).Rank})"
        : !stage.Parameters.Any(p => p.IsFrozen) ? "" : stage.Parameters.Any(p => p.IsTrained) ? " (partly frozen)" : " (frozen)";

    private static string Line(string[] row, int[] widths) =>
        string.Join("  ", row.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string MegaFlops(long multiplyAdds) => (2e-6 * multiplyAdds).ToString("N1", CultureInfo.InvariantCulture);

    private static string Mermaid(ShapedNetwork network)
    {
        StringBuilder text = new("flowchart TD");
        Dictionary<string, string> names = [];
        foreach (ShapedInput input in network.Inputs)
        {
            names[input.Name] = $"n{names.Count}";
            text.Append($"\n    {names[input.Name]}([\"{input.Name} {input.Shape}\"])");
        }

        foreach (ShapedStage stage in network.Stages)
        {
            string name = names[stage.Model.Name] = $"n{names.Count}";
            string[] operations = [.. stage.Operations.Where(o => !o.StartsWith("From(", StringComparison.Ordinal))];
            text.Append($"\n    {name}[\"<b>{stage.Model.Name}</b> {stage.Output}<br/>{string.Join(" → ", operations)}\"]");
            foreach (string read in stage.Reads)
            {
                text.Append($"\n    {names[read]} --> {name}");
            }
        }

        foreach (ShapedLoss loss in network.Losses)
        {
            foreach (string output in loss.Outputs.Select(output => network.Outputs[output].Name))
            {
                text.Append($"\n    {names[output]} --> loss{loss.Output}{{{{\"{loss.Loss.Name}\"}}}}");
            }
        }

        return text.ToString();
    }
}
