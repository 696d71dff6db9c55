using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Analyzers.Tests;

/// <summary>The project's own samples, which newcomers learn from: nothing to warn of in networks and in what is done with them.</summary>
public sealed class SampleTests
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly string s_folder = Repository.PathOf("samples");

    public static TheoryData<string> Samples =>
        [.. Directory.GetDirectories(s_folder).Where(folder => Sources(folder).Any()).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Nothing_is_warned_of(string sample)
    {
        string[] shared = [.. sample == "Common" ? [] : Sources(Path.Combine(s_folder, "Common"))];
        GeneratorRun run = Harness.Run(
            [ImplicitUsings, .. Sources(Path.Combine(s_folder, sample)).Concat(shared).Select(File.ReadAllText)]);
        CompilationWithAnalyzers analyzed = run.Output.WithAnalyzers([new UsageAnalyzer()]);

        Assert.DoesNotContain(
            run.Diagnostics.Concat(await analyzed.GetAnalyzerDiagnosticsAsync()),
            diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
    }

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
        .Order();
}
