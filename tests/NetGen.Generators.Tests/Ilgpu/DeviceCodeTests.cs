using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Ilgpu;

/// <summary>Generated GPU code: whether it compiles, and when it is there at all. How it computes is for the tests that run it.</summary>
public sealed class DeviceCodeTests
{
    [Fact]
    public void Every_contract_network_compiles_without_warnings_and_one_of_each_operation_in_double()
    {
        string[] sources =
        [
            .. OperatorCases.All.Select((c, i) => c.Source($"Case{i}Single", false)),
            .. OperatorCases.All.GroupBy(c => c.Subject).Select((group, i) => group.First().Source($"Case{i}Double", true)),
        ];
        GeneratorRun run = Harness.Run(Harness.IlgpuReferences, CaseBlocks.With(string.Join('\n', sources)));
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        IEnumerable<Diagnostic> problems = run.Output.SyntaxTrees.Where(tree => tree.FilePath.Contains(".Ilgpu.", StringComparison.Ordinal))
            .SelectMany(tree => run.Output.GetSemanticModel(tree).GetDiagnostics());
        Assert.Empty(problems.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10));
        Assert.Equal(sources.Length, run.Files.Keys.Count(name =>
            name.StartsWith("Case", StringComparison.Ordinal) && name.EndsWith(".Ilgpu.Inference.g.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_project_without_the_device_type_gets_no_GPU_code()
    {
        GeneratorRun run = Harness.Run(Networks.DigitClassifier);
        Assert.DoesNotContain(run.Files.Keys, name => name.Contains("Ilgpu", StringComparison.Ordinal));
        Assert.DoesNotContain("Ilgpu", string.Concat(run.Files.Values), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_comes_to_know_the_device_type_gets_GPU_code_and_an_edit_elsewhere_compiles_nothing_anew()
    {
        CSharpCompilation plain = Harness.Compilation(Networks.Tiny), with = plain.AddReferences(Harness.IlgpuReferences);
        GeneratorDriver driver = Harness.Driver().RunGenerators(plain).RunGenerators(with);
        Assert.Equal([IncrementalStepRunReason.Modified], CompiledReasons(driver));
        Assert.Contains(
            Harness.NetworkResult(driver).GeneratedSources, file => file.HintName.Contains(".Ilgpu.", StringComparison.Ordinal));

        CSharpCompilation edited = with.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;", Harness.ParseOptions, "Other.cs"));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, CompiledReasons(driver.RunGenerators(edited)));
    }

    [Fact]
    public void A_narrow_perceptron_is_one_kernel_and_its_weights_gradients()
    {
        (string forward, string backward) = Training("Linear(64), Tanh, Linear(128), Relu, Linear(10)");
        Assert.Single(Launches(forward, "Forward"));
        Assert.DoesNotContain("dx = ", backward, StringComparison.Ordinal);
        Assert.Equal(3, backward.Split("\n        // dW = ").Length - 1);
    }

    [Theory]
    [InlineData("Linear(64), Tanh, Linear(129), Relu, Linear(10)")]
    [InlineData("Linear(64), Tanh, LayerNorm, Linear(128), Relu, Linear(10)")]
    public void A_perceptron_that_is_wide_or_normalizes_has_a_kernel_for_each_layer(string layers) =>
        Assert.True(Launches(Training(layers).Forward, "Forward").Count() >= 3);

    /// <summary>The files of a perceptron's training step on a GPU.</summary>
    private static (string Forward, string Backward) Training(string layers)
    {
        GeneratorRun run = Harness.Run(
            Harness.IlgpuReferences,
            "using NetGen; [Network, Input(16), CrossEntropyLoss] public partial class Perceptron { "
                + $"[{layers}] public partial Layer Body {{ get; }} }}");
        return (run.Files["Perceptron.Ilgpu.Forward.g.cs"], run.Files["Perceptron.Ilgpu.Backward.g.cs"]);
    }

    private static IEnumerable<IncrementalStepRunReason> CompiledReasons(GeneratorDriver driver) =>
        Harness.NetworkResult(driver).TrackedSteps[NetworkGenerator.Steps.Compiled]
            .SelectMany(step => step.Outputs)
            .Select(output => output.Reason);

    /// <summary>The launches in a method of a program.</summary>
    private static IEnumerable<string> Launches(string text, string method)
    {
        string body = text[text.IndexOf($"private void {method}()", StringComparison.Ordinal)..];
        body = body[..body.IndexOf("\n    }\n", StringComparison.Ordinal)];
        return body.Split('\n').Where(line => line.Contains("Launch(", StringComparison.Ordinal));
    }
}
