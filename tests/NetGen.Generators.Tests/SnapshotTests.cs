namespace NetGen.Generators.Tests;

/// <summary>The generated code itself: a change of it shows in a diff of the snapshots.</summary>
public sealed class SnapshotTests
{
    [Theory]
    [InlineData("DigitClassifier", Networks.DigitClassifier)]
    [InlineData("ResidualMlp", Networks.ResidualMlp)]
    public async Task The_generated_code_is_as_reviewed(string network, string source)
    {
        GeneratorRun run = Harness.Run(IlgpuProject.References, source);

        Assert.Empty(run.Diagnostics);
        Assert.NotEmpty(run.Files);
        foreach ((string hintName, string text) in run.Files)
        {
            await Snapshot.Verify(SnapshotName(hintName), text);
        }

        Snapshot.AssertNoneBesides(network + ".", run.Files.Keys.Select(SnapshotName));
    }

    [Theory]
    [InlineData(Networks.DigitClassifier)]
    [InlineData(Networks.ResidualMlp)]
    [InlineData(Networks.Tiny)]
    public void The_generated_code_compiles_without_a_warning(string source)
    {
        GeneratorRun run = Harness.Run(source);

        Assert.Empty(run.Problems);
    }

    [Fact]
    public void A_difference_is_shown_from_its_first_line() =>
        Assert.Equal("from line 2:\n- b\n- c\n+ x\n+ c\n+ d", Snapshot.FirstDifference("a\nb\nc", "a\nx\nc\nd"));

    private static string SnapshotName(string hintName) => hintName[..^".g.cs".Length];
}
