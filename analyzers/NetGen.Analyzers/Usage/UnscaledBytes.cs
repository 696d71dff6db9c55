using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>Bytes made numbers as they are, 0 to 255, where weights start for inputs of about one.</summary>
internal sealed class UnscaledBytes : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1008", "Bytes that are not scaled",
        "Bytes of 0 to 255 become numbers as they are, where weights start for inputs of about one: "
            + "divide by 255, or take Dataset.FromImages",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        IEnumerable<IInvocationOperation> takers = body.Calls.Where(call =>
            SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType, body.Types.Dataset)
            && call.TargetMethod.Name is "FromArrays" or "FromTargets");
        foreach (IInvocationOperation taker in takers.Concat(body.CallsOf(body.Types.Network, "Predict")))
        {
            IOperation? samples = UsageBlock.Argument(taker, "inputs")
                ?? UsageBlock.Argument(taker, "sample") ?? UsageBlock.Argument(taker, "samples");
            if (samples is not null && MakerOf(body, samples) is { } maker && Conversion(maker) is { } conversion)
            {
                string suffix = conversion.Type!.SpecialType == SpecialType.System_Double ? "d" : "f";
                yield return Mendable(samples, $"{UsageBlock.Bare(conversion).Syntax} / 255{suffix}", conversion);
            }
        }
    }

    /// <summary>What made the samples: the expression itself, or what the local that holds them began with.</summary>
    private static IOperation? MakerOf(UsageBlock body, IOperation samples) => samples is ILocalReferenceOperation local
        ? body.Declarators.FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local.Local))
            ?.GetVariableInitializer()?.Value
        : samples;

    /// <summary>
    /// What a function gives that only converts bytes: <c>(float)b</c> of <c>b => (float)b</c>; null where there is none.
    /// </summary>
    private static IOperation? Conversion(IOperation maker) => maker.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>()
        .Where(function => function.Symbol.Parameters.Length == 1
            && function.Symbol.Parameters[0].Type.SpecialType == SpecialType.System_Byte)
        .Select(function => function.Body.Operations.OfType<IReturnOperation>().FirstOrDefault()?.ReturnedValue)
        .FirstOrDefault(returned => returned?.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double
            && UsageBlock.Bare(returned) is IParameterReferenceOperation);
}
