using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Ilgpu;

/// <summary>Generated GPU code against the stand-in: whether it compiles, and when it is there at all. How it computes is for the tests that run it.</summary>
public sealed class DeviceCodeTests
{
    [Fact]
    public void Every_contract_network_compiles_without_warnings_in_either_precision()
    {
        string[] sources = [.. OperatorCases.All.SelectMany((c, i) => new[] { c.Source($"Case{i}Single", false), c.Source($"Case{i}Double", true) })];
        GeneratorRun run = Harness.Run([Standin.Reference], "using NetGen;\n" + CaseBlocks.Source + string.Join('\n', sources));
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10));
        Assert.Equal(OperatorCases.All.Count() * 2, run.Files.Keys.Count(name => name.EndsWith(".Ilgpu.Inference.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_project_without_the_device_type_gets_no_GPU_code()
    {
        GeneratorRun run = Harness.Run(Networks.DigitClassifier);
        Assert.DoesNotContain(run.Files.Keys, name => name.Contains("Ilgpu", StringComparison.Ordinal));
        Assert.DoesNotContain("Ilgpu", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }
}
