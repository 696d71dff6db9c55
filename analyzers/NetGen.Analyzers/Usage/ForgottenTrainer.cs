using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>
/// A trainer in a local of its own that nobody disposes: the memory and the threads of a training step stay until a collection.
/// </summary>
internal sealed class ForgottenTrainer : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1001", "A trainer that is not disposed",
        "'{0}' is never disposed, so the memory of a training step stays with it: write 'using' before its declaration",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        foreach (IVariableDeclaratorOperation declarator in body.Declarators)
        {
            if (declarator.GetVariableInitializer()?.Value is { } value && UsageBlock.Bare(value) is IInvocationOperation made
                && made.TargetMethod.Name == "CreateTrainer" && body.Types.IsTrainer(made.Type) && !IsUsing(declarator)
                && body.References.Where(r => SymbolEqualityComparer.Default.Equals(r.Local, declarator.Symbol)).All(IsOnlyUsed))
            {
                yield return Diagnostic.Create(Descriptor, declarator.Symbol.Locations[0], declarator.Symbol.Name);
            }
        }
    }

    private static bool IsUsing(IVariableDeclaratorOperation declarator)
    {
        for (IOperation? parent = declarator.Parent; parent is not null and not IBlockOperation; parent = parent.Parent)
        {
            if (parent is IUsingDeclarationOperation or IUsingOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is what a member is called on, and none that disposes: then nobody else has it either.</summary>
    private static bool IsOnlyUsed(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference && call.TargetMethod.Name is not ("Dispose" or "DisposeAsync"),
        IMemberReferenceOperation member => member.Instance == reference,
        _ => false,
    };
}
