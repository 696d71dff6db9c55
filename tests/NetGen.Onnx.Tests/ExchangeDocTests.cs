using NetGen.Generators.Tests;
using NetGen.Onnx.Tests.Export;

namespace NetGen.Onnx.Tests;

/// <summary>
/// The examples of docs/exchange.md build without a word as one project, in whose class the names stand that they take for given.
/// </summary>
public sealed class ExchangeDocTests
{
    private const string Usings = """
        using System;
        using NetGen;

        """;

    private const string Fields = """
            private static readonly ResNet18 network = new();
            private static readonly float[] scores = [];

        """;

    private static readonly DocPage s_page = new("exchange.md");

    [Fact]
    public void The_examples_build()
    {
        IEnumerable<string> declarations = s_page.Examples.Where(example => example.IsDeclaration)
            .Select(example => Usings + example.Numbered);
        IEnumerable<string> methods = s_page.Examples.Where(example => !example.IsDeclaration)
            .Select(example => $"public static void {example.MethodName}()\n{{\n{example.Numbered}\n}}\n");
        GeneratorRun run = Harness.Run(
            OnnxProject.References, [.. declarations, $"{Usings}public static class Examples\n{{\n{Fields}{string.Concat(methods)}}}\n"]);
        Assert.Empty(run.Diagnostics);
        Assert.NotNull(Harness.Load(run, "ExchangeExamples", "CS1591", "CS0219"));
    }

    [Fact]
    public void Nearly_all_examples_are_built()
    {
        Assert.InRange(s_page.Examples.Count, 8, 60);
        Assert.InRange(s_page.Fenced - s_page.Examples.Count, 0, 4);
    }
}
