extern alias generator;

using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.Analyzers;

namespace NetGen.Benchmarks.Compiling;

/// <summary>
/// Times what an edit of an attribute costs in the IDE, generator and analyzers together, for each network of the samples in its whole
/// project, as it was built last.
/// </summary>
internal static class SampleBenchmark
{
    /// <summary>Prints a line for each network.</summary>
    /// <param name="samples">The folder of the samples' projects.</param>
    /// <param name="json">One JSON object a line.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static void Run(DirectoryInfo samples, bool json)
    {
        foreach (SampleProject project in SampleProject.In(samples))
        {
            // Analyzers look at all bodies of the project, which is more than those of the edited file.
            double analyzers = Math.Round(Analysis(project.Compilation()), 3);
            foreach (ClassDeclarationSyntax network in project.Networks)
            {
                double whole = Math.Round(Edit(project, network), 3);
                Output.Row(new SampleRow(project.Name, network.Identifier.Text, whole, analyzers), json);
            }
        }
    }

    /// <summary>Milliseconds of the generator after another budget of the network.</summary>
    private static double Edit(SampleProject project, ClassDeclarationSyntax network)
    {
        Compilation before = project.Compilation();
        GeneratorDriver driver = GeneratorBenchmark.Driver().RunGenerators(before);
        return GeneratorBenchmark.Median(GeneratorBenchmark.Edits, number =>
        {
            Compilation edited = before.ReplaceSyntaxTree(network.SyntaxTree, SampleProject.WithBudget(network, 1e15 + (1e9 * number)));
            return () => driver.RunGenerators(edited);
        });
    }

    /// <summary>Milliseconds that the analyzers run for a project, binding of its code not counted, which is the IDE's own.</summary>
    private static double Analysis(Compilation project)
    {
        GeneratorBenchmark.Driver().RunGeneratorsAndUpdateCompilation(project, out Compilation built, out _);
        UsageAnalyzer analyzer = new();
        return Timing.Median([.. Enumerable.Range(0, GeneratorBenchmark.WarmUps + GeneratorBenchmark.Edits)
            .Select(_ => Once().GetAwaiter().GetResult())
            .Skip(GeneratorBenchmark.WarmUps)]);

        async Task<double> Once()
        {
            CompilationWithAnalyzersOptions options = new(
                new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
            CompilationWithAnalyzers analysis = new(built.Clone(), [analyzer], options);
            AnalysisResult result = await analysis.GetAnalysisResultAsync(CancellationToken.None);
            return result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds;
        }
    }

    /// <summary>What an edit of an attribute of a network takes.</summary>
    /// <param name="Project">Where it is.</param>
    /// <param name="Net">The network.</param>
    /// <param name="GeneratorMs">The generator, which compiles the network anew.</param>
    /// <param name="AnalyzersMs">The analyzers, over the whole project.</param>
    private sealed record SampleRow(string Project, string Net, double GeneratorMs, double AnalyzersMs)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{Project,-12} {Net,-24} generator {GeneratorMs,6:F1} ms  analyzers {AnalyzersMs,6:F1} ms  "
            + $"sum {GeneratorMs + AnalyzersMs,6:F1} ms");
    }
}
