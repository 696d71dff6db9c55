using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests;

/// <summary>A project whose C# has no partial properties.</summary>
public sealed class LanguageVersionTests
{
    private const string Block = "using NetGen; public partial class Part(int size) : BlockAttribute { "
        + "[Linear(nameof(size))] public partial Layer A { get; } }";

    private static readonly string[] s_sources = [Networks.Tiny, Networks.ResidualMlp, Block];

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    [InlineData(LanguageVersion.CSharp12, "12.0")]
    public void Gives_one_diagnostic_and_no_generated_file(LanguageVersion version, string shown)
    {
        GeneratorRun run = Harness.Run(version, s_sources);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("NG0071", diagnostic.Id);
        Assert.Equal(
            "Tiny",
            run.Input.SyntaxTrees[0].ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains($"C# {shown} ", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(run.Output.SyntaxTrees.Skip(s_sources.Length));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public void Is_fine_from_13_on(LanguageVersion version)
    {
        GeneratorRun run = Harness.Run(version, s_sources);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems);
    }
}
