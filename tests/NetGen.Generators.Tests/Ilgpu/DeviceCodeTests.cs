using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Ilgpu;

/// <summary>Generated GPU code: whether it compiles, and when it is there at all. How it computes is for the tests that run it.</summary>
public sealed class DeviceCodeTests
{
    private static readonly string[] s_sources =
    [
        .. OperatorCases.All.Select((c, i) => c.Source($"Case{i}Single", false)),
        .. OperatorCases.All.GroupBy(c => c.Subject).Select((group, i) => group.First().Source($"Case{i}Double", true)),
    ];

    private static readonly Lazy<GeneratorRun> s_run = new(
        () => Harness.Run(IlgpuProject.References, CaseBlocks.With(string.Join('\n', s_sources))));

    [Fact]
    public void Every_contract_network_compiles_without_warnings_and_one_of_each_operation_in_double()
    {
        GeneratorRun run = s_run.Value;
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        IEnumerable<Diagnostic> problems = run.Output.GetDiagnostics().Where(
            diagnostic => diagnostic.Location.SourceTree?.FilePath.Contains(".Ilgpu.", StringComparison.Ordinal) == true);
        Assert.Empty(problems.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Take(10));
        Assert.Equal(s_sources.Length, run.Files.Keys.Count(name =>
            name.StartsWith("Case", StringComparison.Ordinal) && name.EndsWith(".Ilgpu.Inference.g.cs", StringComparison.Ordinal)));
    }

    /// <summary>What a kernel or a buffer may not be called, since it would hide a type that the code around it uses.</summary>
    [Theory]
    [InlineData(false, "NetGen", "NetGen.Runtime", "NetGen.Numerics", "System.Runtime.CompilerServices")]
    [InlineData(true, "NetGen", "NetGen.Runtime", "NetGen.Ilgpu", "ILGPU")]
    public void Names_of_all_types_that_programs_use_are_reserved(bool isDevice, params string[] namespaces)
    {
        INamespaceSymbol all = s_run.Value.Output.GlobalNamespace;
        HashSet<string> types = [.. namespaces.SelectMany(Namespace).Select(type => type.Name)];
        CompilationUnitSyntax[] files =
        [
            .. s_run.Value.Output.SyntaxTrees.Except(s_run.Value.Input.SyntaxTrees)
                .Where(tree => tree.FilePath.Contains(".Ilgpu.", StringComparison.Ordinal) == isDevice)
                .Select(tree => tree.GetCompilationUnitRoot())
                .Where(file => file.Members is
                    [FileScopedNamespaceDeclarationSyntax { Name: QualifiedNameSyntax { Left: QualifiedNameSyntax } }]),
        ];
        types.UnionWith(files.SelectMany(file => file.Members.OfType<FileScopedNamespaceDeclarationSyntax>())
            .SelectMany(space => space.Members.OfType<TypeDeclarationSyntax>()).Select(type => type.Identifier.ValueText));
        string[] missing =
        [
            .. files.SelectMany(file => file.DescendantNodes().OfType<SimpleNameSyntax>())
                .Where(name => name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
                .Select(name => name.Identifier.ValueText)
                .Where(types.Contains).Distinct().Except(RuntimeNames.Of(isDevice)).Order(StringComparer.Ordinal),
        ];
        Assert.True(missing.Length == 0, $"Not reserved: {string.Join(", ", missing)}");

        IEnumerable<INamedTypeSymbol> Namespace(string name) => name.Split('.')
            .Aggregate(all, (outer, inner) => outer.GetNamespaceMembers().Single(space => space.Name == inner))
            .GetTypeMembers().Where(type => type.DeclaredAccessibility == Accessibility.Public);
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
        CSharpCompilation plain = Harness.Compilation(Networks.Tiny), with = plain.AddReferences(IlgpuProject.References);
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
            IlgpuProject.References,
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
