using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>Batches of one sample for a network that normalizes by the batch.</summary>
internal sealed class BatchNormOfOne : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1009", "BatchNorm and batches of one sample",
        "Stage '{0}' has BatchNorm, whose mean and variance are those of a batch, and these of one sample say nothing of others: "
            + "take larger batches, or GroupNorm or LayerNorm instead",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        foreach (IInvocationOperation made in body.Calls.Where(call =>
            call.TargetMethod.Name == "CreateTrainer" && body.Types.IsTrainer(call.Type)))
        {
            if (UsageBlock.Argument(made, "batchSize") is { ConstantValue: { HasValue: true, Value: 1 } } size
                && made.Instance?.Type is INamedTypeSymbol network && StageWithBatchNorm(network, []) is { } stage)
            {
                yield return At(size, stage);
            }
        }
    }

    /// <summary>The first stage that normalizes by the batch, itself or in a block; null where none does.</summary>
    private static string? StageWithBatchNorm(INamedTypeSymbol type, HashSet<ISymbol> seen) => seen.Add(type)
        ? type.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(stage =>
            stage.GetAttributes().Any(attribute => IsBatchNorm(attribute)
                || (attribute.AttributeClass is { BaseType.Name: "BlockAttribute" } block && StageWithBatchNorm(block, seen) is not null))
            && !stage.GetAttributes().Any(attribute => IsOf(attribute, "FrozenAttribute")))?.Name
        : null;

    private static bool IsBatchNorm(AttributeData attribute) => IsOf(attribute, "BatchNormAttribute")
        && !attribute.NamedArguments.Any(argument => argument is { Key: "Frozen", Value.Value: true });

    private static bool IsOf(AttributeData attribute, string name) =>
        attribute.AttributeClass is { ContainingNamespace.Name: "NetGen" } type && type.Name == name;
}
