using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Analyzers.Tests;

/// <summary>The lints over a project's source.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> Cases => [.. UsageCases.All.Select(usage => usage.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Reports_what_is_marked_and_nothing_else(string name)
    {
        UsageCase usage = UsageCases.All.Single(usage => usage.ToString() == name);
        Diagnostic[] reported = await Reported(usage.Source);

        Assert.Equal(
            usage.Marked.Select(marked => $"{usage.Id} {marked}"),
            reported.Select(diagnostic =>
                $"{diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}"));
    }

    [Fact]
    public async Task A_project_without_networks_is_left_alone() =>
        Assert.Empty(await Reported("public class A { public object Predict() { while (true) { new A().Predict(); } } }"));

    /// <summary>What the analyzer reports, in the order of the source.</summary>
    private static async Task<Diagnostic[]> Reported(string source)
    {
        GeneratorRun run = Harness.Run(source);
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        CompilationWithAnalyzers analyzed = run.Output.WithAnalyzers([new UsageAnalyzer()]);
        return [.. (await analyzed.GetAnalyzerDiagnosticsAsync()).OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }
}
