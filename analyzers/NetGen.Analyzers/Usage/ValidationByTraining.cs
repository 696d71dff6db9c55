using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>The training data as validation: it falls as long as the network learns by heart, and early stopping never stops.</summary>
internal sealed class ValidationByTraining : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1002", "Validation by the training data",
        "'{0}' is what is trained on, so validation by it cannot show that the network learns by heart: divide it, {0}.Split(0.9)",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        foreach (IInvocationOperation fit in body.CallsOf(body.Types.Trainer, "Fit"))
        {
            if (UsageBlock.SymbolOf(UsageBlock.Argument(fit, "train")) is { } train
                && UsageBlock.Argument(fit, "validation") is { } validation
                && SymbolEqualityComparer.Default.Equals(train, UsageBlock.SymbolOf(validation)))
            {
                yield return At(validation, train.Name);
            }
        }
    }
}
