using System.Text;

namespace NetGen.Generators.Tests;

/// <summary>Names of generated files fit every file system, and stay apart.</summary>
public sealed class FileNameTests
{
    /// <summary>What of Windows' 260 characters is left for a file behind a project's folder and those the build makes in it.</summary>
    private const int Longest = 104;

    [Theory]
    [InlineData("Net", 300)]
    [InlineData("N\u00e9\u6f22", 120)]
    [InlineData("Net", 460)]
    public void A_long_name_is_shortened_to_one_of_its_own(string letter, int times)
    {
        string space = string.Join('.', Enumerable.Repeat("Company", 12));
        string name = string.Concat(Enumerable.Repeat(letter, times / letter.Length));
        GeneratorRun run = Harness.Run(IlgpuProject.References, $$"""
            using NetGen;
            namespace {{space}};
            public partial class {{name}}Block(int size) : BlockAttribute
            {
                [Linear(nameof(size)), Relu] public partial Layer {{name}} { get; }
            }
            [Network, Input(4), MseLoss] public partial class {{name}}
            {
                [{{name}}Block(3)] public partial Layer {{name}}1 { get; }
                [Linear(3), Tanh] public partial Layer {{name}}2 { get; }
            }
            [Network, Input(4), MseLoss] public partial class {{name}}X { [Linear(1)] public partial Layer Head { get; } }
            [Network, Input(4), MseLoss] public partial class {{name}}x { [Linear(1)] public partial Layer Head { get; } }
            """);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems);
        Assert.All(FileNamesOf(run), file => Assert.InRange(Encoding.UTF8.GetByteCount(file), 1, Longest));
        Assert.Equal(FileNamesOf(run).Count(), FileNamesOf(run).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        using MemoryStream image = new();
        Assert.Empty(run.Output.Emit(image).Diagnostics.Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error));
    }

    [Fact]
    public void A_name_of_usual_length_is_kept() =>
        Assert.Equal("Company.Product.Vision.Models+ResidualClassifier", FileNames.Of("Company.Product.Vision.Models+ResidualClassifier"));

    /// <summary>The same on every machine, or a build would not be reproducible.</summary>
    [Fact]
    public void The_hash_is_stable()
    {
        string name = string.Concat(Enumerable.Repeat("Space.", 20)) + "Net";

        Assert.Equal("ace.Space.Space.Space.Space.Space.Space.Space.Space.Net_eb5a446ce2d7eea8", FileNames.Of(name));
        Assert.NotEqual(FileNames.Of(name), FileNames.Of("X" + name));
        Assert.NotEqual(FileNames.Of(name), FileNames.Of(name.Replace("Space.S", "Space.s", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> FileNamesOf(GeneratorRun run) =>
        run.Output.SyntaxTrees.Skip(1).Select(static tree => Path.GetFileName(tree.FilePath));
}
