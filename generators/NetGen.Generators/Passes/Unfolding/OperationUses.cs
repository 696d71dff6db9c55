using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Attributes → operations where they stand: what each reads, its shape by its rule, its parameters.</summary>
internal sealed class OperationUses(
    UnfoldedValues values, Edges edges, OperationParameters parameters, FreeLengths lengths, Surroundings around,
    List<DiagnosticInfo> diagnostics)
{
    /// <summary>What one array of the runtime can hold, with room for borders and alignment.</summary>
    private const int MostValues = 1 << 29;

    /// <summary>Operations of a whole network, repetitions written out: more would keep the build busy for minutes.</summary>
    private const int MostOperations = 8192;

    private readonly List<ImportRule> _imports = [];
    private int _count;

    /// <summary>What parameters are called in files of others, each rule once.</summary>
    public IReadOnlyList<ImportRule> Imports => _imports;

    /// <summary>One of a stage's operations; null after reporting errors.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="operations">All of the stage.</param>
    /// <param name="index">Its place among them.</param>
    /// <param name="input">Shape of the value so far.</param>
    /// <param name="names">Names it in the stage.</param>
    /// <param name="joined">What it reads beside the value so far, where that is known.</param>
    public OperationUse? Use(
        StagePlace place, IReadOnlyList<AttributeModel> operations, int index, TensorShape input,
        OrdinalNames names, IReadOnlyList<string>? joined = null)
    {
        AttributeModel attribute = operations[index];
        if (_count >= MostOperations)
        {
            diagnostics.Report(
                "NG0010", attribute.Site, attribute.Name, "operations so far", $"more than {MostOperations}",
                $"at most {MostOperations}, repetitions counted: repeat less often");
            return null;
        }

        try
        {
            if (Registry.Operation(attribute, place.Scope.Numbers) is { } operation)
            {
                return (joined ?? edges.Beside(operation, attribute, place)) is { } others
                    ? Use(operation, place, operations, index, input, names, others)
                    : null;
            }

            diagnostics.Report("NG0040", attribute.Site, attribute.Name);
            return null;
        }
        catch (SizeException exception)
        {
            diagnostics.Report("NG0051", attribute.Site, attribute.Name, exception.Message);
            return null;
        }
    }

    private OperationUse? Use(
        Operation operation, StagePlace place, IReadOnlyList<AttributeModel> operations, int index, TensorShape input,
        OrdinalNames names, IReadOnlyList<string> others)
    {
        AttributeModel attribute = operations[index];
        if (input.Form == Form.Tokens != operation.TakesTokens)
        {
            diagnostics.Report(
                "NG0011", attribute.Site, operation.Name, input.ToString(), operation.TakesTokens ? "tokens" : "values",
                operation.TakesTokens ? "declare [TokenInput(vocabulary, length)] on the class" : "put Embedding before it");
            return null;
        }

        StageShape[] otherShapes = [.. others.Select(path =>
            new StageShape(place.Scope.Values.FirstOrDefault(v => v.Value == path).Key ?? path, values.ShapeOf(path)))];
        if (lengths.MustFix(operation, [input, .. otherShapes.Select(other => other.Shape)]))
        {
            return null;
        }

        ShapeRule shapes = new(attribute, input, otherShapes, place.Stage.Name, diagnostics);
        if (operation.Infer(shapes) is not { } output || !shapes.CanStart()
            || !IsCountable(attribute, "output", (double)output.Channels * output.Height * output.Width))
        {
            return null;
        }

        string name = names.Next(operation.Name);
        ParameterRule rule = new(
            input, otherShapes, $"{place.Owner}.{name}", place.Stage.Name, ActivationAfter(place, operations, index))
        {
            Vocabulary = values.InputAt(place.Input)?.Vocabulary ?? 0,
        };
        if (parameters.Of(operation, attribute, place, rule) is not { } own)
        {
            return null;
        }

        foreach (ImportRule imported in place.Foreign.Of(operation, name, own))
        {
            if (!_imports.Contains(imported))
            {
                _imports.Add(imported);
            }
        }

        return IsCountable(attribute, "parameters so far", parameters.Count)
            ? new(operation, attribute.Site, place.Stage.Name, $"{place.Label}.{name}", _count++, input, others, output, own)
            {
                Padding = operation.PaddingInput is { } padding ? place.Scope.Inputs.First(i => i.Name == padding).Padding : -1,
                IsFrozen = place.IsFrozen,
                Adapter = place.Adapter,
                RoundsInTraining = place.Quantized is { } quantized && Attributes.Make<QuantizedAttribute>(quantized).Training,
                Within = around.Use,
            }
            : null;
    }

    /// <summary>
    /// The activation the weights of an operation run into: the next one before other weights, in this stage or those after it.
    /// </summary>
    private static Activation? ActivationAfter(StagePlace place, IReadOnlyList<AttributeModel> operations, int index)
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
    private bool IsCountable(AttributeModel attribute, string what, double count)
    {
        if (count > MostValues)
        {
            diagnostics.Report(
                "NG0010", attribute.Site, attribute.Name, what, count.ToString("0", CultureInfo.InvariantCulture) + " values",
                $"at most {MostValues} values");
        }

        return count <= MostValues;
    }
}
