using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Fuzz;

namespace NetGen.Generators.Tests;

/// <summary>A project built with NetGenEmit=passes gets what each pass made, in order, as comments.</summary>
public sealed class PassLogTests
{
    [Fact]
    public void Every_pass_is_written_in_order_where_it_is_wanted()
    {
        string text = Passes("passes")!;

        string[] passes = [.. text.Split('\n')
            .Where(line => line.StartsWith("// == ", StringComparison.Ordinal))
            .Select(line => line[6..])];
        string[] overCalls =
            ["lowered", "early updates", "lifetimes", "rolling", "sample chunks", "array places", "memory plan", "barriers"];
        Assert.Equal(
            [
                "inference: graph", "inference: simplified", "training: graph", "training: simplified",
                .. overCalls.Select(pass => $"inference, Cpu: {pass}"), .. overCalls.Select(pass => $"training, Cpu: {pass}"),
                "training, Cpu: frozen stages",
            ],
            passes);
        Assert.All(
            text.Split('\n').SkipWhile(line => !line.StartsWith("// ==", StringComparison.Ordinal)),
            line => Assert.True(line.Length == 0 || line.StartsWith("//", StringComparison.Ordinal)));
        Assert.Contains("ContractionLaunch Head.linear0", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("all")]
    public void Nothing_is_written_where_it_is_not(string? wanted) => Assert.Null(Passes(wanted));

    private static string? Passes(string? wanted)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()], parseOptions: Harness.ParseOptions,
            optionsProvider: wanted is null ? null : new BuildProperties(("NetGenEmit", wanted)));
        Compilation project = Harness.Compilation(Networks.Tiny);
        return driver.RunGenerators(project).GetRunResult().Results.Single().GeneratedSources
            .Where(file => file.HintName == "Tiny.Passes.g.cs").Select(file => file.SourceText.ToString()).SingleOrDefault();
    }
}
