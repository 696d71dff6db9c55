using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <content>One operation: what it reads, its shape, its parameters.</content>
internal sealed partial class Unfolding
{
    /// <summary>What one array of the runtime can hold, with room for borders and alignment.</summary>
    private const int MostValues = 1 << 29;

    /// <summary>Operations of a whole network, repetitions written out: more would keep the build busy for minutes.</summary>
    private const int MostOperations = 8192;

    /// <summary>The length that an operation needs fixed of what it reads; where it joins two, one fixed length fixes the other.</summary>
    private int? FreeLengthToFix(Operation operation, IReadOnlyList<TensorShape> read)
    {
        bool isFixed = operation.FixesLength && !(_decodes && operation.Continues);
        return read.FirstOrDefault(free => free.Length >= 0 && (isFixed
            || (operation.Joins && read.Any(other => other.Length < 0 && (other.Form, other.Width) == (free.Form, free.Width)))))?.Width;
    }

    private OperationUse? Use(
        Place place, IReadOnlyList<AttributeModel> operations, int index, TensorShape input,
        Dictionary<string, int> counts, IReadOnlyList<string>? joined)
    {
        AttributeModel attribute = operations[index];
        if (_uses >= MostOperations)
        {
            Report(
                "NG0010", attribute.Site, attribute.Name, "operations so far", $"more than {MostOperations}",
                $"at most {MostOperations}, repetitions counted: repeat less often");
            return null;
        }

        try
        {
            if (Registry.Operation(attribute, place.Scope.Numbers) is { } operation)
            {
                return Use(place, operations, index, input, counts, joined, operation);
            }

            Report("NG0040", attribute.Site, attribute.Name);
            return null;
        }
        catch (SizeException exception)
        {
            Report("NG0051", attribute.Site, attribute.Name, exception.Message);
            return null;
        }
    }

    private OperationUse? Use(
        Place place, IReadOnlyList<AttributeModel> operations, int index, TensorShape input,
        Dictionary<string, int> counts, IReadOnlyList<string>? joined, Operation operation)
    {
        AttributeModel attribute = operations[index];
        if ((joined ?? Others(operation, attribute, place)) is not { } others)
        {
            return null;
        }

        if (input.Form == Form.Tokens != operation.TakesTokens)
        {
            Report(
                "NG0011", attribute.Site, operation.Name, input.ToString(), operation.TakesTokens ? "tokens" : "values",
                operation.TakesTokens ? "declare [TokenInput(vocabulary, length)] on the class" : "put Embedding before it");
            return null;
        }

        StageShape[] otherShapes = [.. others.Select(path =>
            new StageShape(place.Scope.Values.FirstOrDefault(v => v.Value == path).Key ?? path, _values[path]))];
        if (FreeLengthToFix(operation, [input, .. otherShapes.Select(other => other.Shape)]) is { } length)
        {
            _fixedLengths.Add(length);
            return null;
        }

        ShapeRule shapes = new(attribute, input, otherShapes, place.Stage.Name, _diagnostics);
        if (operation.Infer(shapes) is not { } output || !shapes.CanStart()
            || !IsCountable(attribute, "output", (double)output.Channels * output.Height, output.Width))
        {
            return null;
        }

        string counted = Counted(counts, operation.Name);
        ParameterRule rule = new(
            input, otherShapes, $"{place.Owner}.{counted}", place.Stage.Name, ActivationAfter(place, operations, index))
        {
            Vocabulary = _inputs.FirstOrDefault(i => i.Path == place.Input)?.Vocabulary ?? 0,
        };
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

        if (place.Quantized is not null && InputRange.Fits(operation, rule, parameters, _model.Precision))
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
            Report(
                "NG0010", attribute.Site, attribute.Name, "weightNorm", "true", "left out where the stage has LoRA: adapters are added to "
                    + "weights, not to their directions");
            return null;
        }

        foreach (ImportRule imported in place.Foreign.Of(operation, counted, parameters))
        {
            if (!Imports.Contains(imported))
            {
                Imports.Add(imported);
            }
        }

        return IsCountable(attribute, "parameters so far", _parameterCount, 1)
            ? new(operation, attribute.Site, place.Stage.Name, $"{place.Label}.{counted}", _uses++, input, others, output, parameters)
            {
                Padding = operation.PaddingInput is { } padding ? place.Scope.Inputs.First(i => i.Name == padding).Padding : -1,
                IsFrozen = place.IsFrozen,
                Adapter = place.Adapter,
                RoundsInTraining = place.Quantized is { } quantized && Attributes.Make<QuantizedAttribute>(quantized).Training,
                Within = _blockUses.Count > 0 ? _blockUses.Peek() : null,
            }
            : null;
    }

    /// <summary>The values an operation reads beside the value so far.</summary>
    private IReadOnlyList<string>? Others(Operation operation, AttributeModel attribute, Place place)
    {
        List<string> others = [];
        if (operation.Stages is { } stages)
        {
            if (Edges(attribute, stages, place.Scope) is not { } edges)
            {
                return null;
            }

            others.AddRange(edges);
        }

        if (operation.ReadsStageInput)
        {
            others.Add(place.Input);
        }

        if (operation.PaddingInput is { } padding)
        {
            if (place.Scope.Inputs.FirstOrDefault(i => i.Name == padding) is not { Padding: >= 0 } mask)
            {
                IEnumerable<string> fit = place.Scope.Inputs.Where(i => i.Padding >= 0).Select(i => i.Name);
                Report(
                    "NG0010", attribute.Site, attribute.Name, operation.PaddingArgument!, $"'{padding}'",
                    $"a token input with a Padding token (there are: {Listed(fit)})");
                return null;
            }

            _masks.Add(_inputs.First(i => i.Path == mask.Path).Name);
            others.Add(mask.Path);
        }

        return others;
    }

    /// <summary>The parameter itself if it is new, otherwise the one it shares; null after reporting that they differ.</summary>
    private ParameterInfo? Known(ParameterInfo parameter, Operation operation, AttributeModel attribute, Place place)
    {
        ParameterInfo? known = _parameters.TryGetValue(parameter.Name, out ParameterInfo same) ? same : null;
        if (place.Table is { } table && operation is LinearOp && parameter.Role == "weight")
        {
            known = table;
            _sharedNames.Add(new(place.Path + parameter.Name.Substring(place.Owner.Length), known.Name));
        }

        if (known is null && place.Shares is { } shares)
        {
            string missing = $"no {parameter.Name.Substring(place.Owner.Length + 1)}";
            Report(
                "NG0056", shares.Site, place.Stage.Name, parameter.ShapeText,
                Attributes.Make<SharesWeightsAttribute>(shares).Stage!, missing);
            return null;
        }

        if (known is null)
        {
            _parameterCount += parameter.Dimensions.Aggregate(1.0, (product, dimension) => product * dimension);
            if (operation is EmbeddingOp)
            {
                _tables.Add(parameter);
            }

            return _parameters[parameter.Name] = parameter;
        }

        if (known.Dimensions != parameter.Dimensions)
        {
            Report("NG0056", attribute.Site, attribute.Name, parameter.ShapeText, known.Name, known.ShapeText);
            return null;
        }

        if (known != place.Table && known.IsFrozen != parameter.IsFrozen)
        {
            Report("NG0060", attribute.Site, place.Stage.Name, known.Stage);
            return null;
        }

        return known;
    }

    /// <summary>The values an attribute names, or null after reporting one that cannot be read.</summary>
    private IReadOnlyList<string>? Edges(AttributeModel attribute, IReadOnlyList<string> names, Scope scope)
    {
        if (names.Count == 0)
        {
            Report("NG0010", attribute.Site, attribute.Name, "stages", "none", "at least one stage");
            return null;
        }

        foreach (string name in names)
        {
            if (!scope.Values.ContainsKey(name))
            {
                bool isLater = scope.Stages.Any(s => s.Name == name);
                _diagnostics.Add(isLater
                    ? DiagnosticInfo.Create("NG0021", attribute.Site, attribute.Name, name)
                    : DiagnosticInfo.OfUnknownStage(attribute, name, scope.Values.Keys));
                return null;
            }

            scope.Read.Add(name);
        }

        return [.. names.Select(name => scope.Values[name])];
    }

    /// <summary>
    /// The activation the weights of an operation run into: the next one before other weights, in this stage or those after it.
    /// </summary>
    private static Activation? ActivationAfter(Place place, IReadOnlyList<AttributeModel> operations, int index)
    {
        bool repeats = place.Stage.Modifier<RepeatAttribute>() is not null;
        IEnumerable<AttributeModel> following = operations.Skip(index + 1)
            .Concat(repeats ? operations : [])
            .Concat(place.Scope.Stages.SkipWhile(s => s.Name != place.Stage.Name).Skip(1).SelectMany(s => s.Operations));
        foreach (AttributeModel attribute in following)
        {
            if (Registry.Operation(attribute) is { } operation and (ContractionOp or { Activation: not null }))
            {
                return operation.Activation;
            }
        }

        return null;
    }

    /// <summary>Whether so many values have room in one block of memory; reports where they have not.</summary>
    private bool IsCountable(AttributeModel attribute, string what, double factor, double otherFactor)
    {
        double count = factor * otherFactor;
        if (count > MostValues)
        {
            Report(
                "NG0010", attribute.Site, attribute.Name, what, count.ToString("0", CultureInfo.InvariantCulture) + " values",
                $"at most {MostValues} values");
        }

        return count <= MostValues;
    }
}
