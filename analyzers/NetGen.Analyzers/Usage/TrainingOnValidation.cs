using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace NetGen.Analyzers.Usage;

/// <summary>
/// Data that is held back for validation, and trained on all the same: as a part of the whole, or by two names exchanged.
/// </summary>
internal sealed class TrainingOnValidation : UsageLint
{
    public override DiagnosticDescriptor Descriptor { get; } = Of(
        "NG1010", "Validation data trained on",
        "'{0}' {1}, so the network has seen what it is judged by: train on '{2}'",
        DiagnosticSeverity.Warning);

    public override IEnumerable<Diagnostic> Check(UsageBlock body)
    {
        Split[] splits = [.. body.Deconstructions.Select(deconstruction => Split.Of(deconstruction, body.Types)).OfType<Split>()];
        foreach (IInvocationOperation fit in splits.Length > 0 ? body.CallsOf(body.Types.Trainer, "Fit") : [])
        {
            if (UsageBlock.Argument(fit, "train") is not { } train || UsageBlock.SymbolOf(train) is not { } trained)
            {
                continue;
            }

            ISymbol[] judged = [.. JudgedBy(body, fit)];
            foreach (Split split in splits)
            {
                ISymbol first = split.Parts[0];
                if (Is(trained, split.Whole)
                    && split.Parts.Skip(1).FirstOrDefault(part => judged.Any(by => Is(by, part))) is { } held)
                {
                    yield return Mendable(
                        train, first.Name, null, trained.Name, $"holds '{held.Name}', which was split off it", first.Name);
                }
                else if (split.IsFirstLarger && Is(trained, split.Parts[split.Parts.Length - 1]) && judged.Any(by => Is(by, first)))
                {
                    yield return At(
                        train, trained.Name, $"is the small part of '{split.Whole.Name}', and '{first.Name}' the large one", first.Name);
                }
            }
        }
    }

    /// <summary>What it is validated by, and what networks are evaluated on afterwards.</summary>
    private static IEnumerable<ISymbol> JudgedBy(UsageBlock body, IInvocationOperation fit) => body.CallsOf(body.Types.Network, "Evaluate")
        .Concat(body.CallsOf(body.Types.Trainer, "Evaluate"))
        .Where(call => call.Syntax.SpanStart > fit.Syntax.SpanStart)
        .Select(call => UsageBlock.Argument(call, "data"))
        .Append(UsageBlock.Argument(fit, "validation"))
        .Select(UsageBlock.SymbolOf)
        .OfType<ISymbol>();

    private static bool Is(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    /// <summary>Parts of a dataset, each with a name of its own.</summary>
    private sealed class Split(ISymbol whole, ImmutableArray<ISymbol> parts, bool isFirstLarger)
    {
        public ISymbol Whole => whole;

        public ImmutableArray<ISymbol> Parts => parts;

        public bool IsFirstLarger => isFirstLarger;

        /// <summary>That of <c>(a, b) = whole.Split(0.9)</c>; null for any other, and where the whole's name is that of a part.</summary>
        public static Split? Of(IDeconstructionAssignmentOperation deconstruction, KnownTypes types)
        {
            IOperation target = deconstruction.Target is IDeclarationExpressionOperation declared
                ? declared.Expression
                : deconstruction.Target;
            if (UsageBlock.Bare(deconstruction.Value) is not IInvocationOperation call || target is not ITupleOperation tuple
                || !KnownTypes.IsOf(call.TargetMethod, types.Dataset)
                || !call.TargetMethod.Name.EndsWith("Split", StringComparison.Ordinal)
                || UsageBlock.SymbolOf(call.Instance) is not { } whole)
            {
                return null;
            }

            ISymbol?[] parts = [.. tuple.Elements.Select(Named)];
            bool isLarger = (UsageBlock.Argument(call, "fraction") ?? UsageBlock.Argument(call, "train"))
                is { ConstantValue: { HasValue: true, Value: > 0.5 } };
            return parts.All(part => part is not null && !Is(part, whole)) ? new(whole, [.. parts.OfType<ISymbol>()], isLarger) : null;
        }

        private static ISymbol? Named(IOperation part) =>
            UsageBlock.SymbolOf(part is IDeclarationExpressionOperation declared ? declared.Expression : part);
    }
}
