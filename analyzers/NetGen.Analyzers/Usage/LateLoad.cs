using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>Weights loaded behind a trainer whose average of them began with the random ones.</summary>
internal sealed class LateLoad : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1006", "Weights loaded after the trainer was made",
        "The trainer's average of the weights began with those '{0}' had before: load them before CreateTrainer",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        foreach (IInvocationOperation made in body.Calls.Where(call =>
            call.TargetMethod.Name == "CreateTrainer" && body.Types.IsTrainer(call.Type)))
        {
            if (UsageBlock.SymbolOf(made.Instance) is { } network && HasAverage(made))
            {
                foreach (IInvocationOperation load in body.CallsOf(body.Types.Network, "Load").Where(load =>
                    load.Syntax.SpanStart > made.Syntax.SpanStart
                    && SymbolEqualityComparer.Default.Equals(UsageBlock.SymbolOf(load.Instance), network)
                    && !HasFitBetween(body, made, load)))
                {
                    yield return At(load, network.Name);
                }
            }
        }
    }

    private static bool HasAverage(IInvocationOperation made) =>
        UsageBlock.Argument(made, "options") is IObjectCreationOperation { Initializer: { } initializer }
        && initializer.Initializers.OfType<ISimpleAssignmentOperation>()
            .Any(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "WeightAverage" });

    /// <summary>Whether the run is over when they are loaded.</summary>
    private static bool HasFitBetween(UsageBlock body, IOperation made, IOperation load) => body.CallsOf(body.Types.Trainer, "Fit")
        .Any(fit => fit.Syntax.SpanStart > made.Syntax.SpanStart && fit.Syntax.SpanStart < load.Syntax.SpanStart);
}
