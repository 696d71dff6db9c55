using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>A network made and loaded anew in each turn of a loop: its memory, its file and its packed weights each time.</summary>
internal sealed class NetworkInLoop : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1005", "A network made anew in a loop",
        "'{0}' is made and loaded in each turn of the loop: make it once before",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        foreach (IVariableDeclaratorOperation declarator in body.Declarators)
        {
            if (declarator.GetVariableInitializer()?.Value is { } value && UsageBlock.Bare(value) is IObjectCreationOperation creation
                && body.Types.IsNetwork(creation.Type) && UsageBlock.LoopAround(creation) is { } loop
                && body.CallsOf(body.Types.Network, "Load").Any(load =>
                    SymbolEqualityComparer.Default.Equals(UsageBlock.SymbolOf(load.Instance), declarator.Symbol) && IsSame(load, loop)))
            {
                yield return At(creation, declarator.Symbol.Name);
            }
        }
    }

    /// <summary>Whether what is loaded is the same in each turn.</summary>
    private static bool IsSame(IInvocationOperation load, ILoopOperation loop) => !load.Arguments.Any(argument =>
        argument.Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(local => IsDeclaredIn(local.Local, loop)));

    private static bool IsDeclaredIn(ILocalSymbol local, ILoopOperation loop) =>
        loop.Locals.Contains(local)
        || local.DeclaringSyntaxReferences.Any(reference => loop.Syntax.Span.Contains(reference.Span));
}
