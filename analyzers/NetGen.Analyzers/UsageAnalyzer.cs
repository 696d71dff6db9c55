using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Analyzers.Usage;
using NetGen.Generators.Diagnostics;

namespace NetGen.Analyzers;

/// <summary>Warns of code that uses networks as they are hardly meant to be used: each of the lints looks at one body at a time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UsageAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<UsageLint> s_lints =
    [
        new ForgottenTrainer(), new ValidationByTraining(), new EvaluationByTraining(), new PredictionInLoop(), new NetworkInLoop(),
        new LateLoad(), new UnusualRate(), new UnscaledBytes(), new BatchNormOfOne(), new TrainingOnValidation(),
    ];

    /// <summary>All lints, for tests.</summary>
    internal static IEnumerable<UsageLint> Lints => s_lints;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. s_lints.Select(lint => lint.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (KnownTypes.Of(start.Compilation) is not { } types)
            {
                return;
            }

            string? docs = HelpLinks.FolderOf(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            start.RegisterOperationBlockAction(block =>
            {
                UsageBlock body = new(types, block.OperationBlocks);
                foreach (UsageLint lint in body.IsOfInterest ? s_lints : [])
                {
                    foreach (Diagnostic diagnostic in lint.Check(body))
                    {
                        block.ReportDiagnostic(diagnostic.Under(docs));
                    }
                }
            });
        });
    }
}
