using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>The network's parameters: makes those of an operation, or finds the ones it shares; reports what does not fit.</summary>
internal sealed class OperationParameters(Precision precision, List<DiagnosticInfo> diagnostics)
{
    private readonly Dictionary<string, ParameterInfo> _parameters = [];
    private readonly List<ParameterInfo> _tables = [];
    private readonly List<SharedName> _shared = [];

    /// <summary>Numbers in all parameters.</summary>
    public double Count { get; private set; }

    /// <summary>What is shared, in the order it was met.</summary>
    public IReadOnlyList<SharedName> Shared => _shared;

    public void Share(SharedName shared) => _shared.Add(shared);

    /// <summary>The first table of a stage; null where it has none.</summary>
    public ParameterInfo? TableOf(ParameterOwner owner) =>
        _tables.FirstOrDefault(table => table.Name.StartsWith(owner.Name + ".", StringComparison.Ordinal));

    /// <summary>An operation's parameters, its weights with their adapters; null after reporting errors.</summary>
    public IReadOnlyList<ParameterInfo>? Of(Operation operation, AttributeModel attribute, StagePlace place, ParameterRule rule)
    {
        List<ParameterInfo> parameters = [];
        foreach (ParameterInfo parameter in operation.Parameters(rule))
        {
            ParameterInfo own = place.IsFrozen && parameter.IsTrained ? parameter with { IsTrained = false, IsFrozen = true } : parameter;
            if (Known(own, operation, attribute, place) is not { } known)
            {
                return null;
            }

            parameters.Add(known);
            foreach (ParameterInfo part in place.Adapter is { } adapter && known != place.Table && Adapter.Fits(operation, known)
                ? adapter.Parameters(known)
                : [])
            {
                if (Known(part, operation, attribute, place) is not { } knownPart)
                {
                    return null;
                }

                parameters.Add(knownPart);
            }
        }

        if (place.Quantized is not null && InputRange.Fits(operation, rule, parameters, precision))
        {
            ParameterInfo range = rule.Vector(InputRange.Role, InputRange.Size, Start.Zero, isTrained: false);
            if (Known(range, operation, attribute, place) is not { } knownRange)
            {
                return null;
            }

            parameters.Add(knownRange);
        }

        if (place.Adapter is not null && operation is LinearOp && parameters.Any(parameter => parameter.Role == WeightNorm.Role))
        {
            diagnostics.Report(
                "NG0010", attribute.Site, attribute.Name, "weightNorm", "true", "left out where the stage has LoRA: adapters are added to "
                    + "weights, not to their directions");
            return null;
        }

        return parameters;
    }

    /// <summary>The parameter itself if it is new, otherwise the one it shares; null after reporting that they differ.</summary>
    private ParameterInfo? Known(ParameterInfo parameter, Operation operation, AttributeModel attribute, StagePlace place)
    {
        ParameterInfo? known = _parameters.TryGetValue(parameter.Name, out ParameterInfo same) ? same : null;
        if (place.Table is { } table && operation is LinearOp && parameter.Role == "weight")
        {
            known = table;
            Share(new(place.Path + parameter.Name.Substring(place.Owner.Length), known.Name));
        }

        if (known is null && place.Shares is { } shares)
        {
            string missing = $"no {parameter.Name.Substring(place.Owner.Length + 1)}";
            diagnostics.Report(
                "NG0056", shares.Site, place.Stage.Name, parameter.ShapeText,
                Attributes.Make<SharesWeightsAttribute>(shares).Stage!, missing);
            return null;
        }

        if (known is null)
        {
            Count += parameter.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension);
            if (operation is EmbeddingOp)
            {
                _tables.Add(parameter);
            }

            return _parameters[parameter.Name] = parameter;
        }

        if (known.Dimensions != parameter.Dimensions)
        {
            diagnostics.Report("NG0056", attribute.Site, attribute.Name, parameter.ShapeText, known.Name, known.ShapeText);
            return null;
        }

        if (known != place.Table && known.IsFrozen != parameter.IsFrozen)
        {
            diagnostics.Report("NG0060", attribute.Site, place.Stage.Name, known.Stage);
            return null;
        }

        return known;
    }
}
