using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>One sample after the other where all are there: a batch is one product of matrices, several times as fast.</summary>
internal sealed class PredictionInLoop : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1004", "Predictions one by one",
        "Predict runs once for each turn of the loop and allocates its result: Predict(samples, outputs) takes all samples at once",
        DiagnosticSeverity.Info);

    public override IEnumerable<Diagnostic> Check(UsageBlock body) =>
        from call in body.CallsOf(body.Types.Network, "Predict")
        where call.Type is IArrayTypeSymbol && UsageBlock.LoopAround(call) is { } loop && IsOverSamples(loop, call)
        select At(call);

    /// <summary>Whether the sample is one of those that the loop goes over, and none that the prediction before it made.</summary>
    private static bool IsOverSamples(ILoopOperation loop, IInvocationOperation call) =>
        loop is IForEachLoopOperation or IForLoopOperation
        && call.Arguments.Length > 0
        && call.Arguments[0].Value.DescendantsAndSelf().Any(part =>
            part is ILocalReferenceOperation local && loop.Locals.Contains(local.Local));
}
