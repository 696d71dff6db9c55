using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>
/// Model → shapes: inputs, stages with their blocks unfolded, outputs and losses; reports what does not fit where it stands.
/// </summary>
internal sealed class ShapeInference
{
    /// <summary>What the generated record of inputs has already.</summary>
    private static readonly HashSet<string> s_recordMembers =
        ["Deconstruct", "Equals", "GetHashCode", "GetType", "Inputs", "MemberwiseClone", "PrintMembers", "ToString"];

    private readonly NetworkModel _model;
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly FreeLengths _lengths;

    private ShapeInference(NetworkModel model, List<DiagnosticInfo> diagnostics, FreeLengths lengths)
    {
        _model = model;
        _diagnostics = diagnostics;
        _lengths = lengths;
    }

    /// <summary>Null after reporting errors.</summary>
    public static ShapedNetwork? Run(NetworkModel model, List<DiagnosticInfo> diagnostics) => Run(model, diagnostics, decodes: false);

    /// <summary>The network as it is fed position by position; null where its operations do not go on where they ended.</summary>
    public static ShapedNetwork? Decodable(ShapedNetwork network)
    {
        bool Uses(Func<Operation, bool> what) => network.Steps.Any(step => step.Uses.Any(use => what(use.Operation)));
        ShapedNetwork? free = Uses(operation => operation.Continues) ? Run(network.Model, [], decodes: true) : network;
        return free is { Inputs: [{ Shape.Length: >= 0 }], Outputs: [{ Shape: { IsSequence: true, Length: >= 0 } }] }
            && Uses(operation => operation.Continues || operation is CausalSelfAttentionOp)
            && free.Steps.SelectMany(step => step.Uses).All(use => !use.Operation.LooksAhead && use.Padding < 0)
            ? free
            : null;
    }

    private static ShapedNetwork? Run(NetworkModel model, List<DiagnosticInfo> diagnostics, bool decodes)
    {
        // Lengths are free until an operation needs one fixed; then all starts anew.
        FreeLengths lengths = new(decodes);
        while (true)
        {
            List<DiagnosticInfo> found = [];
            int known = lengths.FixedCount;
            ShapedNetwork? shaped = new ShapeInference(model, found, lengths).Run();
            if (lengths.FixedCount == known)
            {
                // What is wrong in a repeated stage is found once for each repetition.
                diagnostics.AddRange(found.Distinct());
                return shaped;
            }
        }
    }

    private ShapedNetwork? Run()
    {
        if (Inputs() is not { } inputs)
        {
            return null;
        }

        Unfolding unfolding = new(_model, inputs, _lengths, _diagnostics);
        if (unfolding.Run() is not { } stages || Outputs(stages) is not { } outputs || Losses(stages, outputs) is not { } losses)
        {
            return null;
        }

        ShapedNetwork network = new(_model, inputs, Lengths(), unfolding.Steps, stages, outputs, losses)
        {
            Imports = unfolding.Imports,
        };
        return EveryStageIsRead(stages, outputs) && EveryInputIsRead(stages, inputs) && IsTrainable(network) && HasIntegers(network)
            && Explanations.AreOf(network, _diagnostics)
            ? network
            : null;
    }

    /// <summary>The declared lengths that are free.</summary>
    private List<int> Lengths() =>
        [.. _model.Inputs.Select(DeclaredLength).Where(length => length > 0 && !_lengths.IsFixed(length)).Distinct()];

    private static int DeclaredLength(AttributeModel attribute) => attribute.Is<TokenInputAttribute>()
        ? Attributes.Make<TokenInputAttribute>(attribute).Length
        : Attributes.Make<InputAttribute>(attribute).Shape is [int length, _] ? length : 0;

    private List<ShapedInput>? Inputs()
    {
        if (_model.Inputs.Count == 0)
        {
            Report("NG0003", new Site(null, -1), _model.Name);
            return null;
        }

        List<int> lengths = Lengths();
        List<ShapedInput> inputs = [];
        foreach (AttributeModel attribute in _model.Inputs)
        {
            TokenInputAttribute? tokens = attribute.Is<TokenInputAttribute>() ? Attributes.Make<TokenInputAttribute>(attribute) : null;
            InputAttribute? values = tokens is null ? Attributes.Make<InputAttribute>(attribute) : null;
            string name = tokens?.Name ?? values?.Name ?? "input";
            if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(name)
                || (_model.Inputs.Count > 1 && s_recordMembers.Contains(name)))
            {
                Report("NG0010", attribute.Site, attribute.Name, "name", $"'{name}'", "a C# identifier that no record has as a member");
                return null;
            }

            if (inputs.Any(input => input.Name == name) || _model.Stages.Any(stage => stage.Name == name))
            {
                Report("NG0055", attribute.Site, "Two inputs, or an input and a stage,", name, " with Name");
                return null;
            }

            int length = lengths.IndexOf(DeclaredLength(attribute));
            if ((tokens is null ? Values(attribute, values!.Shape, name, length) : Tokens(attribute, tokens, name, length))
                is not { } input)
            {
                return null;
            }

            inputs.Add(input);
        }

        return inputs;
    }

    private ShapedInput? Values(AttributeModel attribute, int[] sizes, string name, int length)
    {
        bool sane = sizes.All(size => size >= 1 && size <= 1 << 24) && sizes.Aggregate(1.0, (product, size) => product * size) <= 1 << 28;
        TensorShape? shape = sizes.Length switch
        {
            1 when sane => TensorShape.Features(sizes[0]),
            2 when sane => TensorShape.Sequence(sizes[0], sizes[1], length),
            3 when sane => TensorShape.Image(sizes[0], sizes[1], sizes[2]),
            _ => null,
        };
        if (shape is null)
        {
            Report("NG0004", attribute.Site, $"({string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))})");
            return null;
        }

        WarnOfChannelsLast(attribute, shape);
        return new ShapedInput(name, $"input {name}", shape);
    }

    /// <summary>
    /// As many columns as a picture has channels (1, 3 or 4), and as many channels as it has lines: at least 8, and at most twice as many
    /// of one as of the other.
    /// </summary>
    private void WarnOfChannelsLast(AttributeModel attribute, TensorShape shape)
    {
        int least = Math.Min(shape.Channels, shape.Height), most = Math.Max(shape.Channels, shape.Height);
        if (shape.IsImage && shape.Width is 1 or 3 or 4 && least >= 8 && least > 2 * shape.Width && most <= 2 * least)
        {
            Report(
                "NG0073", attribute.Site, $"{shape.Channels}, {shape.Height}, {shape.Width}",
                $"{shape.Channels} channels of {shape.Height}×{shape.Width} pixels",
                $"{shape.Width}, {shape.Channels}, {shape.Height}");
        }
    }

    private ShapedInput? Tokens(AttributeModel attribute, TokenInputAttribute tokens, string name, int length)
    {
        int vocabulary = tokens.Vocabulary, padding = tokens.Padding;
        ShapeRule rule = new(attribute, TensorShape.Scalar, [], name, _diagnostics);
        return rule.AtLeast(vocabulary, 1) & rule.AtLeast(tokens.Length, 1)
            & rule.Check(padding, padding >= -1 && padding < Math.Max(vocabulary, 0), "a token of the vocabulary, or −1 for none")
            ? new ShapedInput(name, $"input {name}", TensorShape.Tokens(tokens.Length, length), vocabulary, padding)
            : null;
    }

    /// <summary>Stages marked as outputs and those with losses; without any, the last one.</summary>
    private List<ShapedOutput>? Outputs(IReadOnlyList<ShapedStage> stages)
    {
        if (_model.Losses.FirstOrDefault(loss => !Registry.Losses.ContainsKey(loss.Name)) is { } unknown)
        {
            Report("NG0040", unknown.Site, unknown.Name);
            return null;
        }

        HashSet<string> names = [.. stages.Where(s => s.Model.Modifier<OutputAttribute>() is not null).Select(s => s.Model.Name)];
        foreach (AttributeModel loss in _model.Losses)
        {
            foreach (string on in Registry.StagesOf(loss).OfType<string>())
            {
                if (stages.All(s => s.Model.Name != on))
                {
                    _diagnostics.Add(DiagnosticInfo.OfUnknownStage(loss, on, stages.Select(s => s.Model.Name)));
                    return null;
                }

                names.Add(on);
            }
        }

        ShapedStage last = stages[stages.Count - 1];
        if (names.Count == 0 || _model.Losses.SelectMany(Registry.StagesOf).Contains(null))
        {
            names.Add(last.Model.Name);
        }

        return [.. stages.Where(s => names.Contains(s.Model.Name)).Select(s => new ShapedOutput(s.Model.Name, s.Value, s.Output))];
    }

    private List<ShapedLoss>? Losses(IReadOnlyList<ShapedStage> stages, List<ShapedOutput> outputs)
    {
        if (_model.Losses.Count == 0)
        {
            Report("NG0030", new Site(null, -1), _model.Name);
        }

        List<ShapedLoss> losses = [];
        foreach (AttributeModel attribute in _model.Losses)
        {
            Criterion loss = Registry.Loss(attribute);
            CriterionAttribute declared = Attributes.Make<CriterionAttribute>(attribute);
            string last = stages[stages.Count - 1].Model.Name;
            int[] on = [.. Registry.StagesOf(attribute).Select(stage => outputs.FindIndex(o => o.Name == (stage ?? last)))];
            ShapedOutput output = outputs[on[0]];
            double weight = Rate.AsWritten(declared.Weight);
            StageShape[] others = [.. on.Skip(1).Select(i => new StageShape(outputs[i].Name, outputs[i].Shape))];
            ShapeRule rule = new(attribute, output.Shape, others, output.Name, _diagnostics);
            if (!(rule.Check(weight, weight > 0 && weight <= 1e9, "above 0, and finite") && loss.Check(rule)))
            {
                return null;
            }

            if (losses.Any(l => l.Output == on[0]))
            {
                Report("NG0031", attribute.Site, output.Name, string.Join(", ", _model.Losses.Select(l => l.Name)));
                return null;
            }

            losses.Add(new ShapedLoss(loss, attribute.Site, on, weight, declared.SampleWeights));
        }

        return WeightsHaveNames(losses, outputs) ? losses : null;
    }

    /// <summary>The weights of samples lie beside the targets, each under a name.</summary>
    private bool WeightsHaveNames(List<ShapedLoss> losses, List<ShapedOutput> outputs)
    {
        foreach (ShapedLoss loss in losses.Where(loss => loss.HasSampleWeights))
        {
            string name = ShapedTarget.WeightOf(outputs[loss.Output].Name);
            if (losses.Any(other => outputs[other.Output].Name == name))
            {
                string two = $"The weights of samples for {outputs[loss.Output].Name} and what the loss on another stage takes";
                Report("NG0055", loss.Site, two, name, ": rename one of the two stages");
                return false;
            }
        }

        return true;
    }

    private bool EveryStageIsRead(IReadOnlyList<ShapedStage> stages, List<ShapedOutput> outputs)
    {
        HashSet<string> read = [.. stages.SelectMany(s => s.Reads), .. outputs.Select(o => o.Name)];
        if (stages.FirstOrDefault(s => !read.Contains(s.Model.Name)) is { } unread)
        {
            Report(
                "NG0025", new Site(unread.Model.Name, -1), unread.Model.Name,
                "name it in a From, Add, Multiply or Concat of a later stage, mark it with [Output], or remove it");
            return false;
        }

        return true;
    }

    /// <summary>Whether a loss has something to train where it has weights.</summary>
    private bool IsTrainable(ShapedNetwork network)
    {
        HashSet<ParameterInfo> reached = network.Reached();
        bool isTrainable = reached.Any(p => p.IsTrained) || !reached.Any(p => p.IsFrozen);
        if (!isTrainable)
        {
            Report("NG0061", new Site(null, -1), _model.Name);
        }

        return isTrainable;
    }

    /// <summary>Whether there is something to predict in integers where the class says so.</summary>
    private bool HasIntegers(ShapedNetwork network)
    {
        if (_model.Quantized is not { } quantized || network.Parameters.Any(parameter => parameter.Role == InputRange.Role))
        {
            return true;
        }

        Report("NG0058", quantized.Site, quantized.Name, _model.Name, $"has nothing to quantize: {InputRange.Needed}");
        return false;
    }

    private bool EveryInputIsRead(IReadOnlyList<ShapedStage> stages, List<ShapedInput> inputs)
    {
        HashSet<string> read = [.. stages.SelectMany(s => s.Reads)];
        if (inputs.FindIndex(input => !read.Contains(input.Name)) is var unread and >= 0)
        {
            Report(
                "NG0025", _model.Inputs[unread].Site, inputs[unread].Name, $"read it with [From(\"{inputs[unread].Name}\")], or remove it");
            return false;
        }

        return true;
    }

    private void Report(string id, Site site, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.Create(id, site, arguments));
}
