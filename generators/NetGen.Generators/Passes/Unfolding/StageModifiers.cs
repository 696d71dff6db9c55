using NetGen.Generators.Diagnostics;
using NetGen.Generators.Graph;
using NetGen.Generators.Model;
using NetGen.Generators.Ops;

namespace NetGen.Generators.Passes;

/// <summary>What a stage's modifiers say before it is unfolded: how often, whose weights, and whether they may stand there.</summary>
internal sealed class StageModifiers(
    UnfoldedValues values, OperationParameters parameters, Surroundings around, List<DiagnosticInfo> diagnostics)
{
    /// <summary>The stage it shares weights with; null where it names none.</summary>
    public static string? OtherOf(StageModel stage) =>
        stage.Modifier<SharesWeightsAttribute>() is { } shares ? Attributes.Make<SharesWeightsAttribute>(shares).Stage : null;

    /// <summary>Whether a stage's attributes are right, whatever is around it; reports what is not.</summary>
    public bool AreInPlace(StageModel stage)
    {
        DiagnosticInfo? misplaced = Misplaced(stage);
        if (misplaced is not null)
        {
            diagnostics.Add(misplaced);
        }

        return misplaced is null;
    }

    /// <summary>Whether a stage's adapters have sizes, and something to adapt that is not frozen as a whole.</summary>
    public bool IsAdaptable(StageModel stage, StageScope scope)
    {
        if (stage.Modifier<LoRAAttribute>() is not { } attribute)
        {
            return true;
        }

        if (stage.Modifier<FrozenAttribute>() is not null || (scope.IsFrozen && scope.Adapter is null))
        {
            diagnostics.Report(
                "NG0058", attribute.Site, attribute.Name, stage.Name, "adapts what Frozen leaves as it is: remove one of the two");
            return false;
        }

        LoRAAttribute declared = Attributes.Make<LoRAAttribute>(attribute);
        ShapeRule rule = new(attribute, TensorShape.Scalar, [], stage.Name, diagnostics);
        return rule.AtLeast(declared.Rank, 1, 1 << 14)
            & rule.Check(declared.Alpha, declared.Alpha > 0 && declared.Alpha <= 1e6, "above 0 and at most 1000000")
            & rule.IsShare(Rate.AsWritten(declared.Dropout), "dropout");
    }

    /// <summary>How often it stands there; null after reporting a number that is none.</summary>
    public int? Count(StageModel stage, StageScope scope)
    {
        if (stage.Modifier<RepeatAttribute>() is not { } repeat)
        {
            return 1;
        }

        try
        {
            Size count = Attributes.Make<RepeatAttribute>(repeat, scope.Numbers).Count;
            return new ShapeRule(repeat, TensorShape.Scalar, [], stage.Name, diagnostics).AtLeast(count, 1, 1024) ? (int)count : null;
        }
        catch (SizeException exception)
        {
            diagnostics.Report("NG0051", repeat.Site, "Repeat", exception.Message);
            return null;
        }
    }

    /// <summary>Whose parameters the stage has: its own, or those of the stage it shares weights with.</summary>
    public ParameterOwner? OwnerOf(StageModel stage, StageScope scope, string source)
    {
        AttributeModel? shares = stage.Modifier<SharesWeightsAttribute>();
        string? other = OtherOf(stage);
        AttributeModel? frozen = stage.Modifier<FrozenAttribute>(), adapted = stage.Modifier<LoRAAttribute>();
        bool isFrozen = frozen is not null || adapted is not null || scope.IsFrozen;
        ParameterOwner own = new(
            scope.Parameters + stage.Name, isFrozen, stage.Modifier<RepeatAttribute>() is null || (shares is not null && other is null))
        {
            Adapter = frozen is not null ? null : adapted is null ? scope.Adapter : AdapterOf(adapted),
        };
        if (other is null)
        {
            return own;
        }

        if (!scope.Owners.TryGetValue(other, out ParameterOwner owner))
        {
            diagnostics.Add(DiagnosticInfo.OfUnknownStage(shares!, other, scope.Owners.Keys));
            return null;
        }

        // What reads values is no twin of what reads tokens, but may be a head tied to its embedding.
        ParameterInfo? table = values.ShapeOf(source).Form == Form.Tokens ? null : parameters.TableOf(owner);
        if (isFrozen && !(table?.IsFrozen ?? owner.IsFrozen))
        {
            diagnostics.Report("NG0060", (frozen ?? adapted ?? shares!).Site, stage.Name, other);
            return null;
        }

        return table is null ? owner : own with { Table = table };
    }

    private static Adapter AdapterOf(AttributeModel attribute)
    {
        LoRAAttribute declared = Attributes.Make<LoRAAttribute>(attribute);
        return new(declared.Rank, Rate.AsWritten(declared.Alpha) / declared.Rank, Rate.AsWritten(declared.Dropout));
    }

    /// <summary>What is wrong with a stage's attributes: none, or a modifier where it would change nothing.</summary>
    private DiagnosticInfo? Misplaced(StageModel stage)
    {
        if (stage.Modifiers.GroupBy(modifier => modifier.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            return Without(twice.Last(), "stands there twice: keep one") with { Remedy = new(Remedy.Remove, twice.Key) };
        }

        AttributeModel? from = stage.Modifier<FromAttribute>(), first = stage.Operations.FirstOrDefault();
        if (first is null)
        {
            return from is null ? DiagnosticInfo.Create("NG0007", around.SiteOf(stage), stage.Name) : null;
        }

        return from?.Site.Attribute > first.Site.Attribute
            ? DiagnosticInfo.Create("NG0022", from.Site, stage.Name) with { Remedy = new(Remedy.Move) }
            : around.IsBlock && (stage.Modifier<OutputAttribute>() ?? stage.Modifier<FeaturesAttribute>()
                ?? stage.Modifier<ExplainAttribute>()) is { } ofNetwork
            ? Without(ofNetwork, "stands inside a block: mark a stage of the network itself")
            : !around.IsEmpty && stage.Modifier<RegularizerAttribute>() is { } regularizer
            ? Without(regularizer, "stands inside a block or another network: write it on the stage of the network itself")
            : stage.Modifier<SharesWeightsAttribute>() is { } shares && OtherOf(stage) is null && stage.Modifier<RepeatAttribute>() is null
            ? Without(
                shares, "names no stage, and nothing is repeated there: name the stage whose weights it uses, or write Repeat beside it")
            : null;

        DiagnosticInfo Without(AttributeModel modifier, string reason) =>
            DiagnosticInfo.Create("NG0058", modifier.Site, modifier.Name, stage.Name, reason);
    }
}
