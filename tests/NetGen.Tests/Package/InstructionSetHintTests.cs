using Xunit;

namespace NetGen.Tests.Package;

/// <summary>The hint that a project with the package gets when it publishes a native program.</summary>
public sealed class InstructionSetHintTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-hint").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("linux-x64", "true", "", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>")]
    [InlineData("win-x64", "true", "", "<IlcInstructionSet>x86-64-v3</IlcInstructionSet>")]
    [InlineData("linux-x64", "true", "native", null)]
    [InlineData("linux-arm64", "true", "", null)]
    [InlineData("linux-x64", "", "", null)]
    public async Task IsThereWhereNothingIsSaid(string platform, string isNative, string instructions, string? hint)
    {
        string project = Path.Combine(_folder, "Published.proj");
        await File.WriteAllTextAsync(project, $"""
            <Project>
              <PropertyGroup>
                <RuntimeIdentifier>{platform}</RuntimeIdentifier>
                <PublishAot>{isNative}</PublishAot>
                <IlcInstructionSet>{instructions}</IlcInstructionSet>
              </PropertyGroup>
              <Import Project="{Path.Combine(DotNet.Root, "src", "NetGen", "Package", "NetGen.targets")}" />
              <Target Name="PrepareForPublish" />
            </Project>
            """);

        (int code, string output) = await DotNet.RunAsync("msbuild", project, "-t:PrepareForPublish", "-nologo", "-v:minimal");

        Assert.True(code == 0, output);
        Assert.Equal(hint is not null, output.Contains("NetGen: native programs", StringComparison.Ordinal));
        Assert.Contains(hint ?? "", output, StringComparison.Ordinal);
    }
}
