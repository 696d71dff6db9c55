using System.Xml.Linq;
using NetGen.Generators.Model;
using NetGen.Generators.Passes;
using NetGen.Generators.Program;

namespace NetGen.Generators.Emit;

/// <summary>
/// The other half of a stage's property, with what an editor shows of it: what the user wrote, shape, parameters and costs.
/// </summary>
internal static class StageEmitter
{
    private const string Api = "global::NetGen";

    public static void Emit(SourceWriter w, ShapedNetwork network, ShapedStage stage, StageCosts costs, string field)
    {
        w.Line();
        w.Line($"private {Api}.Layer? {field};");
        w.Line();
        Document(w, stage.Model.Documentation, [.. Lines(network, stage, costs)]);
        w.Line($"{stage.Model.Keywords} {Api}.Layer {Names.Escaped(stage.Model.Name)} =>");
        string shares = string.Concat(stage.Shared.Select(shared => $", (\"{shared.Name}\", \"{shared.Of}\")"));
        string shape = $"new {Api}.Shape({string.Join(", ", stage.Output.Dimensions)})";
        string networks = stage.Networks.All(name => name.Length == 0) ? ""
            : $" {{ Networks = [{string.Join(", ", stage.Networks.Select(name => $"\"{name}\""))}] }}";
        w.Indented($"{field} ??= new {Api}.Layer(\"{stage.Model.Name}\", {shape}, base.Parameters{shares}){networks};");
    }

    /// <summary>What the build knows of the stage, as XML.</summary>
    private static IEnumerable<string> Lines(ShapedNetwork network, ShapedStage stage, StageCosts costs)
    {
        StageModel model = stage.Model;
        Dictionary<string, string> shapes = network.Inputs.Select(i => (i.Name, $"{i.Shape}"))
            .Concat(network.Stages.Select(s => (s.Model.Name, $"{s.Output}")))
            .ToDictionary(value => value.Item1, value => value.Item2);
        yield return $"{new XText(string.Join(" → ", stage.Operations))}: output {stage.Output}.";
        yield return $"Reads {string.Join(", ", stage.Reads.Select(read => $"<c>{read}</c> {shapes[read]}"))}.";
        yield return $"{costs.Text}.";
        IEnumerable<string> parameters = stage.Parameters
            .Where(p => p.Name.StartsWith(model.Name + ".", StringComparison.Ordinal))
            .Select(p => $"<c>{p.Pattern.Substring(model.Name.Length + 1)}</c> {p.ShapeText}")
            .Distinct();
        foreach (string parameter in parameters)
        {
            yield return parameter;
        }

        foreach (SharedName shared in stage.Shared)
        {
            string what = shared.Name == model.Name ? "weights of" : $"<c>{shared.Name.Substring(model.Name.Length + 1)}</c> is";
            yield return $"{what} <c>{shared.Of}</c>";
        }
    }

    /// <summary>Without what the compiler indents elements by.</summary>
    private static string Unindented(string line) =>
        (line.StartsWith("    ", StringComparison.Ordinal) ? line.Substring(4) : line).TrimEnd();

    /// <summary>The lines as a summary, behind that of the user's where there is one; what else the user wrote follows.</summary>
    private static void Document(SourceWriter w, string own, IReadOnlyList<string> lines)
    {
        if (own.Length == 0)
        {
            w.Line("/// <summary>");
            for (int i = 0; i < lines.Count; i++)
            {
                w.Line($"/// {(i == 0 ? "" : "<br/>")}{lines[i]}");
            }

            w.Line("/// </summary>");
            return;
        }

        XElement member = XElement.Parse($"<member>{own}</member>", LoadOptions.PreserveWhitespace);
        if (member.Element("summary") is not { } summary)
        {
            member.AddFirst(summary = new XElement("summary"), "\n");
        }

        string known = string.Join("\n<br/>", lines);
        summary.Add(XElement.Parse($"<para>\n{known}\n</para>", LoadOptions.PreserveWhitespace), "\n");
        string text = string.Concat(member.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
        w.Lines([.. text.Split('\n').Select(Unindented).Where(line => line.Length > 0).Select(line => $"/// {line}")]);
    }
}
