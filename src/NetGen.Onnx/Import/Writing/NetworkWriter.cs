using System.Text;
using NetGen.Onnx.Import.Graph;
using NetGen.Onnx.Import.Reading;

namespace NetGen.Onnx.Import.Writing;

/// <summary>Writes steps down as the declaration of a network, and gives its weights their names.</summary>
internal sealed class NetworkWriter
{
    private const int LongestLine = 132;

    private readonly StageNames _names = new();
    private readonly List<Stage> _stages;
    private readonly Sharing _sharing;
    private readonly Dictionary<Step, string> _reference = [];
    private readonly List<NamedWeight> _weights = [];
    private readonly Step[] _inputs;
    private readonly string _file;

    private NetworkWriter(string file, Algebra.Algebra algebra, IReadOnlyList<Step> outputs, string className)
    {
        _file = file;
        _stages = StagePlan.Of(outputs);
        _sharing = new Sharing(_stages);
        _inputs = [.. algebra.Graph.Inputs.Where(
            input => _stages.SelectMany(static stage => stage.Steps).Any(step => step.Inputs.Contains(input)))];
        _names.Of(className, className);
        foreach ((string name, _) in algebra.Methods.All)
        {
            _names.Of(name, name);
        }

        foreach (Step input in _inputs)
        {
            string name = _inputs.Length == 1 ? "input" : _names.Of(input.Origin, "Given");
            _reference[input] = $"\"{name}\"";
        }

        foreach (Stage stage in _stages)
        {
            Step named = stage.Steps.FirstOrDefault(static step => step.Weights.Count > 0) ?? stage.Steps[0];
            stage.Name = _names.Of(named.Origin, named.Kind);
            _reference[stage.Last] = $"nameof({stage.Name})";
        }
    }

    /// <summary>The network of a model.</summary>
    public static ImportedNetwork Write(
        OnnxModel model, ImportOptions options, Algebra.Algebra algebra, IReadOnlyList<(string Name, Value Value)> outputs, bool isDouble)
    {
        string className = StageNames.Pascal(options.ClassName ?? Path.GetFileNameWithoutExtension(model.File)) is { Length: > 0 } name
            ? name : "Imported";
        if (outputs.FirstOrDefault(static output => output.Value.Constant is { IsInteger: true } constant
            && constant.ToIntegers().Any(Batch.Is)) is { Name: { } counted })
        {
            throw new OnnxException(model.File, $"the output '{counted}' is the number of samples, which no network gives.");
        }

        List<Step> ends = [];
        foreach ((string _, Value value) in outputs.Where(static output => !output.Value.IsConstant))
        {
            ends.Add(End(algebra, value.Step, ends));
        }

        NetworkWriter writer = new(model.File, algebra, ends, className);
        string source = writer.Text(options, algebra, className, isDouble, ends.Count);
        int next = 0;
        return new ImportedNetwork(className, source, isDouble, writer._weights)
        {
            Stages = [.. writer._stages.Select(writer.Described)],
            Remarks = writer.Remarks(),
            Inputs = [.. writer._inputs.Select(
                input => new ImportedInput(input.Origin, writer._reference[input].Trim('"'), input.Kind == "TokenInput"))],
            Outputs =
            [
                .. outputs.Select(output => output.Value.IsConstant
                    ? new ImportedOutput(output.Name, null) { Constant = output.Value.Constant }
                    : new ImportedOutput(output.Name, writer._stages.First(stage => stage.Last == ends[next]).Name)
                    {
                        BatchAxis = next++ >= 0 ? output.Value.BatchAxis : -1,
                    }),
            ],
        };
    }

    /// <summary>A step that is an output and nothing else's: neither an input nor another output.</summary>
    private static Step End(Algebra.Algebra algebra, Step step, List<Step> others)
    {
        if (!step.IsInput && !others.Contains(step))
        {
            return step;
        }

        string method = algebra.Method("Same", "x", "x");
        return algebra.Graph.Created(new()
        {
            Kind = "Apply", Inputs = [step], Form = step.Form, Before = method,
            Origin = FormattableString.Invariant($"output {others.Count}"),
        });
    }

    private ImportedStage Described(Stage stage) => new(
        stage.Name, string.Join(" → ", stage.Steps.Select(static step => step.Kind)), string.Join('×', stage.Last.Form),
        stage.Steps.SelectMany(static step => step.Weights).Where(weight => !_sharing.IsShared(weight))
            .Sum(static weight => (long)weight.Values.Count));

    /// <summary>Weights that are one in the model, but that no attribute keeps one.</summary>
    private string[] Remarks() =>
    [
        .. _weights.Where(static weight => weight.Values.Source is not null).GroupBy(static weight => weight.Values.Source)
            .Where(static group => group.Skip(1).Any(weight => weight.Values.IsSameAs(group.First().Values)))
            .Select(static group =>
                $"{string.Join(" and ", group.Select(static weight => weight.Name))} are one weight in the model ('{group.Key}'): "
                + "equal at first, they are trained apart."),
    ];

    private string Text(ImportOptions options, Algebra.Algebra algebra, string className, bool isDouble, int outputs)
    {
        StringBuilder text = new();
        text.Append("using System;\nusing NetGen;\n\n");
        if (options.Namespace is { Length: > 0 } space)
        {
            text.Append($"namespace {space};\n\n");
        }

        text.Append($"/// <summary>Imported from {System.Security.SecurityElement.Escape(Path.GetFileName(_file))}.</summary>\n");
        int place = text.Length;
        text.Append(isDouble ? "[Network(Precision = Precision.Double)]\n" : "[Network]\n");
        foreach (Step input in _inputs)
        {
            string name = _inputs.Length == 1 ? "" : $", Name = {_reference[input]}";
            text.Append(input.Kind == "TokenInput"
                ? FormattableString.Invariant($"[TokenInput({input.Vocabulary}, {input.Size}{name})]\n")
                : $"[Input({input.Before}{name})]\n");
        }

        if (options.Loss is { Length: > 0 } loss)
        {
            text.Append($"[{Losses.Attribute(loss)}]\n");
        }

        text.Append($"public partial class {className}\n{{\n");
        Step? before = _inputs.Length == 1 ? _inputs[0] : null;
        foreach (Stage stage in _stages)
        {
            text.Append(stage == _stages[0] ? "" : "\n");
            Declare(text, stage, before, outputs > 1);
            before = stage.Last;
        }

        foreach ((_, string body) in algebra.Methods.All.Where(Used))
        {
            string indented = body.Replace("\n", "\n    ", StringComparison.Ordinal).Replace("    \n", "\n", StringComparison.Ordinal);
            text.Append($"\n    [Differentiable]\n    {indented}\n");
        }

        // All weights have their names now.
        string remarks = string.Concat(Remarks().Select(static remark => $"/// {System.Security.SecurityElement.Escape(remark)}\n"));
        text.Insert(place, remarks.Length > 0 ? $"/// <remarks>\n{remarks}/// </remarks>\n" : "");
        return text.Append("}\n").ToString();
    }

    private bool Used((string Name, string Text) method) =>
        _stages.SelectMany(static stage => stage.Steps).Any(
            step => step.Before.Contains($"nameof({method.Name})", StringComparison.Ordinal));

    private void Declare(StringBuilder text, Stage stage, Step? before, bool hasOutputs)
    {
        List<string> attributes = [];
        if (stage.IsOutput && hasOutputs)
        {
            attributes.Add("Output");
        }

        if (stage.Steps[0].IsFrozen)
        {
            attributes.Add("Frozen");
        }

        Dictionary<string, int> counts = [];
        foreach (Step step in stage.Steps)
        {
            bool isFirst = step == stage.Steps[0], joins = isFirst && step.Joins && step.Inputs.Count > 1;
            if (isFirst && !joins && step.Inputs[0] != before)
            {
                attributes.Add($"From({_reference[step.Inputs[0]]})");
            }

            string[] arguments =
            [
                step.Before, .. step.Inputs.Skip(joins ? 0 : 1).Select(input => _reference[input]), step.After,
            ];
            string listed = string.Join(", ", arguments.Where(static argument => argument.Length > 0));
            attributes.Add(listed.Length > 0 ? $"{step.Kind}({listed})" : step.Kind);
            Name(step, stage, counts);
        }

        if (_sharing.OwnerOf(stage) is { } owner)
        {
            attributes.Add($"SharesWeights({_reference[owner.Last]})");
        }

        string line = string.Join(", ", attributes);
        if (line.Length + 6 > LongestLine)
        {
            // As many as fit on a line.
            StringBuilder wrapped = new();
            int length = 0;
            foreach (string attribute in attributes)
            {
                if (length > 0 && length + attribute.Length + 2 > LongestLine - 6)
                {
                    wrapped.Append(",\n     ");
                    length = 0;
                }
                else if (length > 0)
                {
                    wrapped.Append(", ");
                }

                wrapped.Append(attribute);
                length += attribute.Length + 2;
            }

            line = wrapped.ToString();
        }

        text.Append($"    [{line}]\n    public partial Layer {stage.Name} {{ get; }}\n");
    }

    private void Name(Step step, Stage stage, Dictionary<string, int> counts)
    {
        string kind = step.Kind.ToLowerInvariant();
        int count = counts.GetValueOrDefault(kind);
        counts[kind] = count + 1;
        foreach (Weight weight in step.Weights.Where(weight => !_sharing.IsShared(weight)))
        {
            _weights.Add(new NamedWeight(
                FormattableString.Invariant($"{stage.Name}.{kind}{count}.{weight.Role}"), weight.Dims, weight.Values));
        }
    }
}
