using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Stages → steps: follows the edges, puts blocks and repetitions in place and applies each operation's shape rule.</summary>
internal sealed partial class Unfolding
{
    /// <summary>What changes a whole stage, wherever it stands among the operations.</summary>
    private static readonly HashSet<string> s_modifiers = ["Repeat", "Recompute", "SharesWeights", "Output"];

    private readonly NetworkModel _model;
    private readonly IReadOnlyList<ShapedInput> _inputs;
    private readonly HashSet<int> _fixedLengths;
    private readonly List<DiagnosticInfo> _diagnostics;
    private readonly Dictionary<string, TensorShape> _values = [];
    private readonly Dictionary<string, ParameterInfo> _parameters = [];
    private readonly Stack<BlockModel> _blocks = new();
    private readonly Stack<BlockUse> _blockUses = new();
    private readonly HashSet<string> _masks = [];
    private readonly List<SharedName> _sharedNames = [];
    private int _uses;
    private double _parameterCount;

    public Unfolding(NetworkModel model, IReadOnlyList<ShapedInput> inputs, HashSet<int> fixedLengths, List<DiagnosticInfo> diagnostics)
    {
        _model = model;
        _inputs = inputs;
        _fixedLengths = fixedLengths;
        _diagnostics = diagnostics;
    }

    public List<ShapedStep> Steps { get; } = [];

    /// <summary>The names a stage can read, and what their weights and parameters are called.</summary>
    private sealed class Scope(string path, string label, string parameters, string? group, IReadOnlyList<StageModel> stages, IReadOnlyDictionary<string, double> numbers)
    {
        /// <summary>Begins the paths of its values: "" or "Body.3.".</summary>
        public string Path { get; } = path;

        /// <summary>The same for people: without the numbers of repetitions.</summary>
        public string Label { get; } = label;

        /// <summary>The same for its parameters: another stage's where weights are shared.</summary>
        public string Parameters { get; } = parameters;

        public string? RecomputeGroup { get; } = group;

        public IReadOnlyList<StageModel> Stages { get; } = stages;

        /// <summary>A block's parameters.</summary>
        public IReadOnlyDictionary<string, double> Numbers { get; } = numbers;

        /// <summary>Stages and inputs known so far, and the paths of their values.</summary>
        public Dictionary<string, string> Values { get; } = [];

        /// <summary>What the parameters of the stages known so far begin with.</summary>
        public Dictionary<string, string> Owners { get; } = [];

        public HashSet<string> Read { get; } = [];
    }

    /// <summary>The network's stages, or null after reporting errors.</summary>
    public IReadOnlyList<ShapedStage>? Run()
    {
        Scope scope = new("", "", "", null, _model.Stages, new Dictionary<string, double>());
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
            if (Stage(stage, scope, previous) is not { } value)
            {
                return null;
            }

            scope.Read.UnionWith(_masks);
            stages.Add(new ShapedStage(
                stage, value, _values[value], Steps.GetRange(first, Steps.Count - first), [.. scope.Read], Describe(stage), [.. _sharedNames]));
            previous = stage.Name;
        }

        return stages;
    }

    /// <summary>Unfolds one stage; gives the path of its value, or null after reporting errors.</summary>
    private string? Stage(StageModel stage, Scope scope, string previous)
    {
        AttributeModel[] operations = [.. stage.Operations.Where(o => !s_modifiers.Contains(o.Name))];
        if (operations.Length == 0)
        {
            Report("NG0007", SiteOf(stage), stage.Name);
            return null;
        }

        if (Misplaced(stage) is { } misplaced)
        {
            Report("NG0058", misplaced.Modifier.Site, misplaced.Modifier.Name, stage.Name, misplaced.Reason);
            return null;
        }

        string path = scope.Path + stage.Name;
        if (Source(stage, operations, scope, previous, out int first) is not { } source || Count(stage, scope) is not { } count || Owner(stage, scope) is not { } owner)
        {
            return null;
        }

        if (owner != scope.Parameters + stage.Name)
        {
            _sharedNames.Add(new(path, owner));
        }

        AttributeModel? repeat = stage.Operations.FirstOrDefault(o => o.Name == "Repeat");
        bool isShared = repeat is not null && new Arguments(repeat).Flag("shared", false);
        bool isRecomputed = stage.Operations.Any(o => o.Name == "Recompute");
        string value = source;
        for (int i = 0; i < count; i++)
        {
            string number = repeat is null ? "" : $".{i}";
            string? group = scope.RecomputeGroup ?? (isRecomputed ? path + number : null);
            Place place = new(stage, scope, path + number, scope.Label + stage.Name, owner + (isShared ? "" : number), group, value);
            if (Body(place, [.. operations.Skip(first)]) is not { } result)
            {
                return null;
            }

            value = result;
            if (repeat is not null && count > 1 && _values[value] != _values[source])
            {
                Report("NG0053", repeat.Site, stage.Name, _values[source].ToString(), _values[value].ToString());
                return null;
            }
        }

        scope.Values[stage.Name] = value;
        scope.Owners[stage.Name] = owner;
        return value;
    }

    /// <summary>A modifier that would change nothing where it stands, and why; null where all have their effect.</summary>
    private (AttributeModel Modifier, string Reason)? Misplaced(StageModel stage)
    {
        AttributeModel[] modifiers = [.. stage.Operations.Where(o => s_modifiers.Contains(o.Name))];
        if (modifiers.GroupBy(o => o.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return (twice.Last(), "stands there twice: keep one");
        }

        return _blocks.Count > 0 && modifiers.FirstOrDefault(o => o.Name == "Output") is { } output
            ? (output, "stands inside a block: mark a stage of the network itself")
            : null;
    }

    /// <summary>What a stage reads: the stage before it, the one named by From, or several joined by Add or Concat.</summary>
    private string? Source(StageModel stage, AttributeModel[] operations, Scope scope, string previous, out int first)
    {
        first = 0;
        AttributeModel head = operations[0];
        if (head.Name == "From")
        {
            first = 1;
            return Edges(head, scope) is [var from] ? from : null;
        }

        if (head.Name is "Add" or "Concat")
        {
            if (Edges(head, scope) is not { } names)
            {
                return null;
            }

            // In a stage's first place two names or more are all there is to join.
            if (names.Count >= 2)
            {
                first = 1;
                string path = scope.Path + stage.Name + "#join";
                Place place = new(stage, scope, path, scope.Label + stage.Name, "", null, names[0]);
                if (Use(place, operations, 0, _values[names[0]], [], [.. names.Skip(1)]) is not { } join)
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

    private void Report(string id, Site site, params string[] arguments) => _diagnostics.Add(DiagnosticInfo.Create(id, site, arguments));

    /// <summary>Where operations stand while they are unfolded.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="Scope">The names around it.</param>
    /// <param name="Path">Names its value.</param>
    /// <param name="Label">The same for people.</param>
    /// <param name="Owner">What its parameters begin with.</param>
    /// <param name="Recompute">What is computed again as a whole.</param>
    /// <param name="Input">The value it reads.</param>
    private sealed record Place(StageModel Stage, Scope Scope, string Path, string Label, string Owner, string? RecomputeGroup, string Input);
}
