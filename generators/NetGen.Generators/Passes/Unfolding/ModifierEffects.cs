using System.Globalization;
using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>Whether a stage's modifiers are right for what it unfolded to; reports those that are not, or change nothing.</summary>
internal sealed class ModifierEffects(List<DiagnosticInfo> diagnostics)
{
    /// <summary>Whether what is repeated gives what it takes.</summary>
    public bool CanRepeat(StageModel stage, int count, TensorShape input, TensorShape output)
    {
        bool isWrong = stage.Modifier<RepeatAttribute>() is not null && count > 1 && output != input;
        if (isWrong)
        {
            diagnostics.Report("NG0053", stage.Modifier<RepeatAttribute>()!.Site, stage.Name, input.ToString(), output.ToString());
        }

        return !isWrong;
    }

    /// <summary>Whether the names for other files are those of what the stage holds.</summary>
    public bool AreNamed(StageModel stage, ImportNames names, bool isNumbered)
    {
        string? fault = stage.Modifier<ImportNamesAttribute>() is { } import
            ? NameFault(Attributes.Make<ImportNamesAttribute>(import), names, isNumbered)
            : null;
        if (fault is not null)
        {
            AttributeModel attribute = stage.Modifier<ImportNamesAttribute>()!;
            diagnostics.Report("NG0058", attribute.Site, attribute.Name, stage.Name, fault);
        }

        return fault is null;
    }

    /// <summary>Whether there are weights that SharesWeights, Frozen, LoRA and Quantized are on.</summary>
    public bool HaveWeights(StageModel stage, ParameterOwner owner, bool isOwn, IReadOnlyList<ShapedStep> steps)
    {
        ParameterInfo[] parameters = [.. steps.SelectMany(step => step.Uses).SelectMany(use => use.Parameters)];
        if (StageModifiers.OtherOf(stage) is { } other && !parameters.Any(parameter => parameter == owner.Table
            || (!isOwn && parameter.Name.StartsWith(owner.Name + ".", StringComparison.Ordinal))))
        {
            diagnostics.Report(
                "NG0058", stage.Modifier<SharesWeightsAttribute>()!.Site, "SharesWeights", stage.Name,
                $"shares nothing: no weights here are like those of '{other}'");
            return false;
        }

        return HasEffect<FrozenAttribute>(parameter => parameter.IsFrozen, "has no weights there to keep")
            && HasEffect<LoRAAttribute>(
                parameter => parameter.AdapterScale != 0, "has no weights there to adapt: no Linear, and no attention")
            && HasEffect<QuantizedAttribute>(
                parameter => parameter.Role == InputRange.Role, $"has nothing to quantize there: {InputRange.Needed}");

        bool HasEffect<T>(Func<ParameterInfo, bool> isOn, string reason)
            where T : ModifierAttribute
        {
            if (stage.Modifier<T>() is not { } modifier || parameters.Any(isOn))
            {
                return true;
            }

            diagnostics.Add(DiagnosticInfo.Create("NG0058", modifier.Site, modifier.Name, stage.Name, reason) with
            {
                Remedy = new(Remedy.Remove, modifier.Name),
            });
            return false;
        }
    }

    /// <summary>Whether a penalty has weights to be on, and counts for something.</summary>
    public bool HasPenalized(ShapedStage stage)
    {
        if (stage.Model.Modifier<RegularizerAttribute>() is not { } regularizer || stage.Penalty is not { Weight: var weight })
        {
            return true;
        }

        if (!(weight > 0 && weight <= 1e9))
        {
            diagnostics.Report(
                "NG0010", regularizer.Site, regularizer.Name, "weight", weight.ToString(CultureInfo.InvariantCulture),
                "above 0, and finite");
            return false;
        }

        string? fault = stage.Model.Modifier<FrozenAttribute>() is not null ? "is on weights that are frozen: keep one of the two"
            : !stage.Parameters.Any(Penalty.IsOn) ? "has no weights of two dimensions to be on"
            : null;
        if (fault is not null)
        {
            diagnostics.Report("NG0058", regularizer.Site, regularizer.Name, stage.Model.Name, fault);
        }

        return fault is null;
    }

    /// <summary>Why the names for other files are not those of what the stage holds; null where they are.</summary>
    private static string? NameFault(ImportNamesAttribute given, ImportNames names, bool isNumbered) =>
        given.Names.Length != names.Holders.Count
        ? $"gives {Words.Counted(given.Names.Length, "name")}, but the stage has weights in {Words.Counted(names.Holders.Count, "place")} "
            + $"({Words.OrNone(names.Holders)}): give one for each, in this order"
        : !isNumbered && given.Names.FirstOrDefault(name => name.Contains('*')) is { } starred
        ? $"has a * in '{starred}', which stands for the number of a repetition: write Repeat beside it, or the number"
        : null;
}
