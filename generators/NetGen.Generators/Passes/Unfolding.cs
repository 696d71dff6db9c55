using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Stages → steps: follows the edges, puts blocks and repetitions in place and applies each operation's shape rule.</summary>
internal sealed partial class Unfolding
{
    private readonly NetworkModel _model;
    private readonly IReadOnlyList<ShapedInput> _inputs;
    private readonly HashSet<int> _fixedLengths;
    private readonly bool _decodes;
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly Dictionary<string, TensorShape> _values = [];
    private readonly Dictionary<string, ParameterInfo> _parameters = [];
    private readonly List<ParameterInfo> _tables = [];
    private readonly Stack<BlockModel> _blocks = new();
    private readonly Stack<BlockUse> _blockUses = new();
    private readonly HashSet<string> _masks = [];
    private readonly List<SharedName> _sharedNames = [];
    private readonly List<string> _networks = [];
    private int _uses;
    private double _parameterCount;

    public Unfolding(
        NetworkModel model, IReadOnlyList<ShapedInput> inputs, HashSet<int> fixedLengths, bool decodes, List<DiagnosticInfo> diagnostics)
    {
        _decodes = decodes;
        _model = model;
        _inputs = inputs;
        _fixedLengths = fixedLengths;
        _diagnostics = diagnostics;
    }

    public List<ShapedStep> Steps { get; } = [];

    /// <summary>What parameters are called in files of others, each rule once.</summary>
    public List<ImportRule> Imports { get; } = [];

    /// <summary>The network's stages, or null after reporting errors.</summary>
    public IReadOnlyList<ShapedStage>? Run()
    {
        Scope scope = new("", "", "", null, _model.Stages, new Dictionary<string, double>())
        {
            Inputs = _inputs, Quantized = _model.Quantized,
        };
        foreach (ShapedInput input in _inputs)
        {
            scope.Values[input.Name] = input.Path;
            _values[input.Path] = input.Shape;
        }

        List<ShapedStage> stages = [];
        string previous = _inputs[0].Name;
        foreach (StageModel stage in _model.Stages)
        {
            int first = Steps.Count;
            scope.Read.Clear();
            _sharedNames.Clear();
            _networks.Clear();
            if (Stage(stage, scope, previous) is not { } value)
            {
                return null;
            }

            scope.Read.UnionWith(_masks);
            ShapedStage shaped = new(
                stage, value, _values[value], Steps.GetRange(first, Steps.Count - first),
                [.. scope.Read], Describe(stage), [.. _sharedNames],
                [.. _networks.Select(name => name.Substring(scope.Owners[stage.Name].Name.Length).TrimStart('.')).Distinct()]);
            if (!HasPenalized(shaped))
            {
                return null;
            }

            stages.Add(shaped);
            previous = stage.Name;
        }

        return stages;
    }

    /// <summary>Whether a penalty has weights to be on, and counts for something.</summary>
    private bool HasPenalized(ShapedStage stage)
    {
        if (stage.Model.Modifier<RegularizerAttribute>() is not { } regularizer || stage.Penalty is not { Weight: var weight })
        {
            return true;
        }

        if (!(weight > 0 && weight <= 1e9))
        {
            Report(
                "NG0010", regularizer.Site, regularizer.Name, "weight", weight.ToString(CultureInfo.InvariantCulture),
                "above 0, and finite");
        }
        else if (stage.Model.Modifier<FrozenAttribute>() is not null)
        {
            Report("NG0058", regularizer.Site, regularizer.Name, stage.Model.Name, "is on weights that are frozen: keep one of the two");
        }
        else if (!stage.Parameters.Any(Penalty.IsOn))
        {
            Report("NG0058", regularizer.Site, regularizer.Name, stage.Model.Name, "has no weights of two dimensions to be on");
        }
        else
        {
            return true;
        }

        return false;
    }

    /// <summary>Unfolds one stage; gives the path of its value, or null after reporting errors.</summary>
    private string? Stage(StageModel stage, Scope scope, string previous)
    {
        if (Misplaced(stage) is { } misplaced)
        {
            _diagnostics.Add(misplaced);
            return null;
        }

        string path = scope.Path + stage.Name, own = scope.Parameters + stage.Name;
        if (!IsAdaptable(stage, scope) || Source(stage, scope, previous, out int first) is not { } source
            || Count(stage, scope) is not { } count || OwnerOf(stage, scope, source) is not { } owner)
        {
            return null;
        }

        if (owner.Name != own)
        {
            _sharedNames.Add(new(path, owner.Name));
        }

        AttributeModel? repeat = stage.Modifier<RepeatAttribute>();
        bool isRecomputed = stage.Modifier<RecomputeAttribute>() is not null;
        AttributeModel? import = stage.Modifier<ImportNamesAttribute>();
        ImportNamesAttribute? names = import is null ? null : Attributes.Make<ImportNamesAttribute>(import);
        int before = Steps.Count;
        string value = source;
        for (int i = 0; i < count; i++)
        {
            string number = repeat is null ? "" : $".{i}";
            string? group = scope.RecomputeGroup ?? (isRecomputed ? path + number : null);
            Place place = new(stage, scope, path + number, scope.Label + stage.Name, owner.Name + (owner.IsOne ? "" : number), group, value)
            {
                Shares = owner.Name == own ? scope.Shares : stage.Modifier<SharesWeightsAttribute>(),
                Table = owner.Table,
                IsFrozen = owner.IsFrozen,
                Adapter = owner.Adapter,
                Foreign = new ImportNames(names, scope.Foreign, repeat is null || owner.IsOne ? null : i),
                Quantized = stage.Modifier<QuantizedAttribute>() ?? scope.Quantized,
            };
            if (Body(place, [.. stage.Operations.Skip(first)]) is not { } result)
            {
                return null;
            }

            value = result;
            if (import is not null && NameFault(names!, place.Foreign, repeat is not null && !owner.IsOne) is { } unnamed)
            {
                Report("NG0058", import.Site, import.Name, stage.Name, unnamed);
                return null;
            }

            if (repeat is not null && count > 1 && _values[value] != _values[source])
            {
                Report("NG0053", repeat.Site, stage.Name, _values[source].ToString(), _values[value].ToString());
                return null;
            }
        }

        if (OtherOf(stage) is { } other && !Steps.Skip(before).SelectMany(step => step.Uses).SelectMany(use => use.Parameters).Any(
            parameter => parameter == owner.Table
                || (owner.Name != own && parameter.Name.StartsWith(owner.Name + ".", StringComparison.Ordinal))))
        {
            Report(
                "NG0058", stage.Modifier<SharesWeightsAttribute>()!.Site, "SharesWeights", stage.Name,
                $"shares nothing: no weights here are like those of '{other}'");
            return null;
        }

        ParameterInfo[] parameters = [.. Steps.Skip(before).SelectMany(step => step.Uses).SelectMany(use => use.Parameters)];
        if (stage.Modifier<FrozenAttribute>() is { } frozen && !parameters.Any(parameter => parameter.IsFrozen))
        {
            ReportNeedless(frozen, stage, "has no weights there to keep");
            return null;
        }

        if (stage.Modifier<LoRAAttribute>() is { } adapted && !parameters.Any(parameter => parameter.AdapterScale != 0))
        {
            ReportNeedless(adapted, stage, "has no weights there to adapt: no Linear, and no attention");
            return null;
        }

        if (stage.Modifier<QuantizedAttribute>() is { } quantized && !parameters.Any(parameter => parameter.Role == InputRange.Role))
        {
            ReportNeedless(quantized, stage, $"has nothing to quantize there: {InputRange.Needed}");
            return null;
        }

        scope.Values[stage.Name] = value;
        scope.Owners[stage.Name] = owner;
        return value;
    }

    /// <summary>Why the names for other files are not those of what the stage holds; null where they are.</summary>
    private static string? NameFault(ImportNamesAttribute given, ImportNames names, bool isNumbered) =>
        given.Names.Length != names.Holders.Count
        ? $"gives {Words.Counted(given.Names.Length, "name")}, but the stage has weights in {Words.Counted(names.Holders.Count, "place")} "
            + $"({Listed(names.Holders)}): give one for each, in this order"
        : !isNumbered && given.Names.FirstOrDefault(name => name.Contains('*')) is { } starred
        ? $"has a * in '{starred}', which stands for the number of a repetition: write Repeat beside it, or the number"
        : null;

    /// <summary>
    /// What is wrong with a stage's attributes, whatever is around it: none, or a modifier where it would change nothing.
    /// </summary>
    private DiagnosticInfo? Misplaced(StageModel stage)
    {
        if (stage.Modifiers.GroupBy(modifier => modifier.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return Without(twice.Last(), "stands there twice: keep one") with { Remedy = new(Remedy.Remove, twice.Key) };
        }

        AttributeModel? from = stage.Modifier<FromAttribute>(), first = stage.Operations.FirstOrDefault();
        if (first is null)
        {
            return from is null ? DiagnosticInfo.Create("NG0007", SiteOf(stage), stage.Name) : null;
        }

        return from?.Site.Attribute > first.Site.Attribute
            ? DiagnosticInfo.Create("NG0022", from.Site, stage.Name) with { Remedy = new(Remedy.Move) }
            : _blocks.Count > 0 && _blocks.Peek().Interface is null && stage.Modifier<OutputAttribute>() is { } output
            ? Without(output, "stands inside a block: mark a stage of the network itself")
            : _blocks.Count > 0 && _blocks.Peek().Interface is null && stage.Modifier<FeaturesAttribute>() is { } features
            ? Without(features, "stands inside a block: mark a stage of the network itself")
            : _blocks.Count > 0 && _blocks.Peek().Interface is null && stage.Modifier<ExplainAttribute>() is { } explain
            ? Without(explain, "stands inside a block: mark a stage of the network itself")
            : _blocks.Count > 0 && stage.Modifier<RegularizerAttribute>() is { } regularizer
            ? Without(regularizer, "stands inside a block or another network: write it on the stage of the network itself")
            : stage.Modifier<SharesWeightsAttribute>() is { } shares && OtherOf(stage) is null && stage.Modifier<RepeatAttribute>() is null
            ? Without(
                shares, "names no stage, and nothing is repeated there: name the stage whose weights it uses, or write Repeat beside it")
            : null;

        DiagnosticInfo Without(AttributeModel modifier, string reason) =>
            DiagnosticInfo.Create("NG0058", modifier.Site, modifier.Name, stage.Name, reason);
    }

    /// <summary>What a stage reads: the stage before it, the one named by From, or several joined by Add, Multiply or Concat.</summary>
    private string? Source(StageModel stage, Scope scope, string previous, out int first)
    {
        first = 0;
        if (stage.Modifier<FromAttribute>() is { } from)
        {
            return Edges(from, [Attributes.Make<FromAttribute>(from).Stage], scope) is [var named] ? named : null;
        }

        AttributeModel head = stage.Operations[0];
        if (Registry.Operation(head) is { Joins: true, Stages: { } stages })
        {
            if (Edges(head, stages, scope) is not { } names)
            {
                return null;
            }

            // In a stage's first place two names or more are all there is to join.
            if (names.Count >= 2)
            {
                first = 1;
                string path = scope.Path + stage.Name + "#join";
                Place place = new(stage, scope, path, scope.Label + stage.Name, "", null, names[0])
                {
                    Foreign = new ImportNames(null, scope.Foreign, null),
                };
                if (Use(place, stage.Operations, 0, _values[names[0]], [], [.. names.Skip(1)]) is not { } join)
                {
                    return null;
                }

                Steps.Add(new ShapedStep(path, names[0], [join], join.Output, null));
                _values[path] = join.Output;
                return path;
            }
        }

        scope.Read.Add(previous);
        return scope.Values[previous];
    }

    /// <summary>Unfolds a stage's operations once.</summary>
    private string? Body(Place place, IReadOnlyList<AttributeModel> operations)
    {
        string source = place.Input;
        TensorShape shape = _values[source];
        List<OperationUse> uses = [];
        Dictionary<string, int> counts = [];
        int steps = 0;
        bool isAlone = operations.Count == 1;
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i].Block is not null)
            {
                EndStep();
                if (Block(place, operations[i], source, counts, isAlone) is not { } result)
                {
                    return null;
                }

                source = result;
                shape = _values[source];
                continue;
            }

            if (Use(place, operations, i, shape, counts, null) is not { } use)
            {
                return null;
            }

            uses.Add(use);
            shape = use.Output;
        }

        EndStep();
        return source;

        void EndStep()
        {
            if (uses.Count > 0)
            {
                string path = place.Path + (steps++ == 0 ? "" : $"#{steps}");
                Steps.Add(new ShapedStep(path, source, uses, shape, place.RecomputeGroup));
                _values[path] = shape;
                source = path;
                uses = [];
            }
        }
    }

    private static string Counted(Dictionary<string, int> counts, string name)
    {
        string kind = name.ToLowerInvariant();
        counts.TryGetValue(kind, out int count);
        counts[kind] = count + 1;
        return $"{kind}{count}";
    }

    private static string Listed(IEnumerable<string> names) => names.Any() ? string.Join(", ", names) : "none";

    private Site SiteOf(StageModel stage) => new(stage.Name, -1, _blocks.Count > 0 ? _blocks.Peek().TypeName : null);

    /// <summary>A modifier without which the stage is the same.</summary>
    private void ReportNeedless(AttributeModel modifier, StageModel stage, string reason) => _diagnostics.Add(
        DiagnosticInfo.Create("NG0058", modifier.Site, modifier.Name, stage.Name, reason) with
        {
            Remedy = new(Remedy.Remove, modifier.Name),
        });

    private void Report(string id, Site site, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.Create(id, site, arguments));
}
