using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>A network judged by the data it was trained on, and by no other.</summary>
internal sealed class EvaluationByTraining : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1003", "Evaluation on the training data alone",
        "'{0}' is what the network was trained on, and nothing else is evaluated here: judge it by data it has not seen",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        IInvocationOperation[] fits = [.. body.CallsOf(body.Types.Trainer, "Fit")];
        ISymbol[] trained = [.. fits.Select(fit => UsageBlock.SymbolOf(UsageBlock.Argument(fit, "train"))).OfType<ISymbol>()];
        IOperation?[] evaluated =
        [
            .. body.CallsOf(body.Types.Network, "Evaluate").Concat(body.CallsOf(body.Types.Trainer, "Evaluate"))
                .Select(call => UsageBlock.Argument(call, "data")),
        ];
        bool IsTrained(IOperation? data) =>
            UsageBlock.SymbolOf(data) is { } symbol && trained.Contains(symbol, SymbolEqualityComparer.Default);
        bool validates = fits.Any(fit => UsageBlock.Argument(fit, "validation") is not null);
        return validates || !evaluated.All(IsTrained)
            ? []
            : evaluated.Select(data => At(data!, UsageBlock.SymbolOf(data)!.Name));
    }
}
