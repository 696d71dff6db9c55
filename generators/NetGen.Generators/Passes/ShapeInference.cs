using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>A network whose every shape is known and right.</summary>
internal sealed record ShapedNetwork(
    NetworkModel Model, TensorShape Input, IReadOnlyList<ShapedStage> Stages, Loss? Loss, Arguments? LossArguments)
{
    public TensorShape Output => Stages[Stages.Count - 1].Output;

    public IEnumerable<ParameterInfo> Parameters => Stages.SelectMany(stage => stage.Uses).SelectMany(use => use.Parameters);
}

/// <summary>A stage: the stage it reads (null: the network's input) and its operations. Without operations that change it, output = input.</summary>
internal sealed record ShapedStage(string Name, string? Source, IReadOnlyList<OperationUse> Uses, TensorShape Output);

/// <summary>Model → shapes: follows the edges, applies each operation's rule and reports what does not fit where it stands.</summary>
internal sealed class ShapeInference
{
    /// <summary>What one array of the runtime can hold, with room for borders and alignment.</summary>
    private const int MostValues = 1 << 29;

    /// <summary>Members that every network has.</summary>
    private static readonly HashSet<string> s_taken =
    [
        "CreateInference", "CreateTrainer", "Equals", "Evaluate", "Finalize", "GetHashCode", "GetType", "InputShape", "Load", "MemberwiseClone",
        "OutputShape", "ParameterCount", "Parameters", "Predict", "ReferenceEquals", "Save", "Store", "ToString", "Trainer",
    ];

    private readonly NetworkModel _model;
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly Dictionary<string, TensorShape> _outputs = [];
    private readonly HashSet<string> _read = [];
    private int _uses;
    private double _parameters;

    private ShapeInference(NetworkModel model, List<DiagnosticInfo> diagnostics)
    {
        _model = model;
        _diagnostics = diagnostics;
    }

    /// <summary>Null after reporting errors.</summary>
    public static ShapedNetwork? Run(NetworkModel model, List<DiagnosticInfo> diagnostics) => new ShapeInference(model, diagnostics).Run();

    private ShapedNetwork? Run()
    {
        if (InputShape() is not { } input)
        {
            return null;
        }

        List<ShapedStage> stages = [];
        foreach (StageModel stage in _model.Stages)
        {
            if (Stage(stage, stages, input) is not { } shaped)
            {
                return null;
            }

            stages.Add(shaped);
            _outputs[stage.Name] = shaped.Output;
        }

        for (int i = 0; i < stages.Count - 1; i++)
        {
            if (!_read.Contains(stages[i].Name))
            {
                Report("NG0025", new Site(stages[i].Name, -1), stages[i].Name, $"name it in a From, Add or Concat of a later stage, or remove it");
                return null;
            }
        }

        return LossFits(stages, out Loss? loss, out Arguments? arguments) ? new(_model, input, stages, loss, arguments) : null;
    }

    private TensorShape? InputShape()
    {
        if (_model.Inputs.Count == 0)
        {
            Report("NG0003", new Site(null, -1), _model.Name);
            return null;
        }

        AttributeModel attribute = _model.Inputs[0];
        IReadOnlyList<double> sizes = new Arguments(attribute).Numbers("shape");
        bool sane = sizes.All(size => size >= 1 && size <= 1 << 24) && sizes.Aggregate(1.0, (product, size) => product * size) <= 1 << 28;
        switch (sizes.Count)
        {
            case 1 when sane:
                return TensorShape.Features((int)sizes[0]);
            case 3 when sane:
                return TensorShape.Image((int)sizes[0], (int)sizes[1], (int)sizes[2]);
            default:
                Report("NG0004", attribute.Site, $"({string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))})");
                return null;
        }
    }

    private ShapedStage? Stage(StageModel stage, List<ShapedStage> before, TensorShape networkInput)
    {
        if (stage.Name == _model.Name || s_taken.Contains(stage.Name))
        {
            Report("NG0008", new Site(stage.Name, -1), stage.Name);
            return null;
        }

        if (stage.Operations.Count == 0)
        {
            Report("NG0007", new Site(stage.Name, -1), stage.Name);
            return null;
        }

        string? source = before.Count == 0 ? null : before[before.Count - 1].Name;
        int first = 0;
        List<string>? joined = null;
        AttributeModel head = stage.Operations[0];
        if (head.Name == "From")
        {
            if (Edges(head, stage, before) is not [var from])
            {
                return null;
            }

            source = from;
            first = 1;
        }
        else if (head.Name is "Add" or "Concat" && Edges(head, stage, before) is var names)
        {
            if (names is null)
            {
                return null;
            }

            // In a stage's first place two names or more are all there is to join.
            if (names.Count >= 2)
            {
                source = names[0];
                joined = [.. names.Skip(1)];
            }
        }

        if (source is not null)
        {
            _read.Add(source);
        }

        TensorShape shape = source is null ? networkInput : _outputs[source];
        List<OperationUse> uses = [];
        Dictionary<string, int> counts = [];
        for (int i = first; i < stage.Operations.Count; i++)
        {
            if (Use(stage, i, shape, before, counts, i == 0 ? joined : null) is not { } use)
            {
                return null;
            }

            uses.Add(use);
            shape = use.Output;
        }

        return new(stage.Name, source, uses, shape);
    }

    private OperationUse? Use(
        StageModel stage, int index, TensorShape input, List<ShapedStage> before, Dictionary<string, int> counts, List<string>? joined)
    {
        AttributeModel attribute = stage.Operations[index];
        if (attribute.Name == "From")
        {
            Report("NG0022", attribute.Site, stage.Name);
            return null;
        }

        if (!Registry.Operations.TryGetValue(attribute.Name, out Operation operation))
        {
            Report("NG0040", attribute.Site, attribute.Name);
            return null;
        }

        IReadOnlyList<string>? others = joined ?? (operation.ReadsStages ? Edges(attribute, stage, before) : []);
        if (others is null)
        {
            return null;
        }

        others.ToList().ForEach(name => _read.Add(name));
        Arguments arguments = new(attribute);
        StageShape[] otherShapes = [.. others.Select(name => new StageShape(name, _outputs[name]))];
        if (operation.Infer(new ShapeRule(arguments, input, otherShapes, stage.Name, _diagnostics)) is not { } output)
        {
            return null;
        }

        if (!IsCountable(attribute, "output", (long)output.Channels * output.Height, output.Width))
        {
            return null;
        }

        string kind = operation.Name.ToLowerInvariant();
        counts.TryGetValue(kind, out int count);
        counts[kind] = count + 1;
        string label = $"{stage.Name}.{kind}{count}";
        ParameterRule rule = new(arguments, input, label, stage.Name, ActivationAfter(stage, index));
        ParameterInfo[] parameters = [.. operation.Parameters(rule)];
        foreach (ParameterInfo parameter in parameters)
        {
            _parameters += parameter.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension);
        }

        return IsCountable(attribute, "parameters so far", _parameters, 1)
            ? new(operation, arguments, stage.Name, label, _uses++, input, others, output, parameters)
            : null;
    }

    /// <summary>Whether so many values have room in one block of memory; reports where they have not.</summary>
    private bool IsCountable(AttributeModel attribute, string what, double factor, double otherFactor)
    {
        double count = factor * otherFactor;
        if (count > MostValues)
        {
            Report("NG0010", attribute.Site, attribute.Name, what, count.ToString("0", CultureInfo.InvariantCulture) + " values", $"at most {MostValues} values");
        }

        return count <= MostValues;
    }

    /// <summary>The activation the weights of an operation run into: the next one before other weights, in this stage or those after it.</summary>
    private Activation? ActivationAfter(StageModel stage, int index)
    {
        IEnumerable<AttributeModel> following = stage.Operations.Skip(index + 1)
            .Concat(_model.Stages.SkipWhile(s => s.Name != stage.Name).Skip(1).SelectMany(s => s.Operations));
        foreach (AttributeModel attribute in following)
        {
            if (Registry.Operations.TryGetValue(attribute.Name, out Operation operation))
            {
                if (operation is ContractionOp || operation.Activation is not null)
                {
                    return operation.Activation;
                }
            }
        }

        return null;
    }

    /// <summary>The stages an attribute names, or null after reporting one that cannot be read.</summary>
    private IReadOnlyList<string>? Edges(AttributeModel attribute, StageModel stage, List<ShapedStage> before)
    {
        Arguments arguments = new(attribute);
        IReadOnlyList<string> names = [.. arguments.Texts("stage").Concat(arguments.Texts("stages"))];
        if (names.Count == 0)
        {
            Report("NG0010", attribute.Site, attribute.Name, "stages", "none", "at least one stage");
            return null;
        }

        foreach (string name in names)
        {
            if (!_outputs.ContainsKey(name))
            {
                if (_model.Stages.Any(s => s.Name == name))
                {
                    Report("NG0021", attribute.Site, attribute.Name, name);
                }
                else
                {
                    string known = before.Count == 0 ? "none" : string.Join(", ", before.Select(s => s.Name));
                    Report("NG0020", attribute.Site, attribute.Name, name, known);
                }

                return null;
            }
        }

        return names;
    }

    private bool LossFits(List<ShapedStage> stages, out Loss? loss, out Arguments? arguments)
    {
        loss = null;
        arguments = null;
        if (_model.Losses.Count > 1)
        {
            Report("NG0031", _model.Losses[1].Site, _model.Name, string.Join(", ", _model.Losses.Select(l => l.Name)));
            return false;
        }

        if (_model.Losses.Count == 0)
        {
            Report("NG0030", new Site(null, -1), _model.Name);
            return true;
        }

        AttributeModel attribute = _model.Losses[0];
        if (!Registry.Losses.TryGetValue(attribute.Name, out Loss found))
        {
            Report("NG0040", attribute.Site, attribute.Name);
            return false;
        }

        loss = found;
        arguments = new Arguments(attribute);
        ShapedStage last = stages[stages.Count - 1];
        if (!loss.Check(new ShapeRule(arguments, last.Output, [], last.Name, _diagnostics)))
        {
            return false;
        }

        // The loss's attribute is not at fault here: the stage's last attribute is.
        OperationUse? final = last.Uses.LastOrDefault();
        string? redundant = (final?.Operation, loss) switch
        {
            (SoftmaxOp, CrossEntropyLoss) => "NG0033",
            (SigmoidOp, BinaryCrossEntropyLoss) => "NG0034",
            _ => null,
        };
        if (redundant is not null)
        {
            Report(redundant, final!.Arguments.Attribute.Site, last.Name);
        }

        return true;
    }

    private void Report(string id, Site site, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.Create(id, site, arguments));
}
