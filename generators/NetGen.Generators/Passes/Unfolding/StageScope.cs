using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>The names a stage can read, and what their weights and parameters are called.</summary>
internal sealed class StageScope(
    string path, string label, string parameters, string? group,
    IReadOnlyList<StageModel> stages, IReadOnlyDictionary<string, double> numbers)
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

    /// <summary>Whose parameters the stages known so far have.</summary>
    public Dictionary<string, ParameterOwner> Owners { get; } = [];

    /// <summary>What makes all its stages share weights; null where nothing does.</summary>
    public AttributeModel? Shares { get; init; }

    /// <summary>Whether no step changes the weights of its stages.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>What they are adapted by; null for nothing.</summary>
    public Adapter? Adapter { get; init; }

    /// <summary>What the names of its weights begin with in files of others.</summary>
    public ForeignName Foreign { get; init; } = ForeignName.None;

    /// <summary>What makes its stages predict in integers; null where nothing does.</summary>
    public AttributeModel? Quantized { get; init; }

    /// <summary>The network's inputs, by the names they have here.</summary>
    public required IReadOnlyList<ShapedInput> Inputs { get; init; }

    public HashSet<string> Read { get; } = [];
}
