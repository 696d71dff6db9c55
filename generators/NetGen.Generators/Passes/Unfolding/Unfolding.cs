using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Stages → steps: follows the edges, puts blocks and repetitions in place and applies each operation's shape rule.</summary>
internal sealed class Unfolding
{
    private readonly NetworkModel _model;
    private readonly UnfoldedValues _values;
    private readonly Edges _edges;
    private readonly OperationParameters _parameters;
    private readonly OperationUses _uses;
    private readonly StageTexts _texts;
    private readonly SubnetworkScopes _networks;
    private readonly ModifierEffects _effects;
    private readonly StageUnfolding _stages;

    public Unfolding(NetworkModel model, IReadOnlyList<ShapedInput> inputs, FreeLengths lengths, List<DiagnosticInfo> diagnostics)
    {
        Surroundings around = new();
        _model = model;
        _values = new(inputs);
        _edges = new(_values, diagnostics);
        _parameters = new(model.Precision, diagnostics);
        _uses = new(_values, _edges, _parameters, lengths, around, diagnostics);
        _texts = new(model.Blocks);
        _networks = new(_values, around, _texts, diagnostics);
        _effects = new(diagnostics);
        _stages = new(
            _values, _edges, _parameters, _uses, new(model, _values, around, _texts, _networks, diagnostics),
            new(_values, _parameters, around, diagnostics), _effects);
    }

    public IReadOnlyList<ShapedStep> Steps => _values.Steps;

    /// <summary>What parameters are called in files of others, each rule once.</summary>
    public IReadOnlyList<ImportRule> Imports => _uses.Imports;

    /// <summary>The network's stages, or null after reporting errors.</summary>
    public IReadOnlyList<ShapedStage>? Run()
    {
        StageScope scope = new("", "", "", null, _model.Stages, new Dictionary<string, double>())
        {
            Inputs = _values.Inputs, Quantized = _model.Quantized,
        };
        foreach (ShapedInput input in _values.Inputs)
        {
            scope.Values[input.Name] = input.Path;
        }

        List<ShapedStage> stages = [];
        string previous = _values.Inputs[0].Name;
        foreach (StageModel stage in _model.Stages)
        {
            (int steps, int shared, int networks) = (Steps.Count, _parameters.Shared.Count, _networks.Networks.Count);
            scope.Read.Clear();
            if (_stages.Unfold(stage, scope, previous) is not { } value)
            {
                return null;
            }

            scope.Read.UnionWith(_edges.Masks);
            string owner = scope.Owners[stage.Name].Name;
            ShapedStage shaped = new(
                stage, value, _values.ShapeOf(value), _values.StepsFrom(steps),
                [.. scope.Read], _texts.Describe(stage), [.. _parameters.Shared.Skip(shared)],
                [.. _networks.Networks.Skip(networks).Select(name => name.Substring(owner.Length).TrimStart('.')).Distinct()]);
            if (!_effects.HasPenalized(shaped))
            {
                return null;
            }

            stages.Add(shaped);
            previous = stage.Name;
        }

        return stages;
    }
}
