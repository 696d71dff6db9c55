using Xunit;

namespace NetGen.Tests.Package;

/// <summary>
/// What a user begins with: each template, made from its package, with the packages of a folder and nothing of ours in the cache.
/// </summary>
public sealed class TemplateTests : IDisposable
{
    private const string Version = "0.2.1-tested";

    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-templates").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ReleaseBuildFact]
    public async Task BuildsWithoutWarningsAndTrains()
    {
        foreach (string project in (string[])["src/NetGen", "src/NetGen.Serving", "templates"])
        {
            await RunAsync(
                "pack", Path.Combine(DotNet.Root, project), "-c", "Release", "--no-build", "--no-restore", "-o", FolderOf("feed"),
                $"-p:Version={Version}");
        }

        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(FolderOf("nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{FolderOf("cache")}" /></config>
              <fallbackPackageFolders><add key="known" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="folder" value="{FolderOf("feed")}" /></packageSources>
            </configuration>
            """);
        string hive = FolderOf("templates");
        await RunAsync("new", "install", FolderOf($"feed/NetGen.Templates.{Version}.nupkg"), "--debug:custom-hive", hive);

        foreach ((string template, string name) in
            ((string, string)[])[("netgen", "Spirals"), ("netgen-game", "Catch"), ("netgen-api", "Wear")])
        {
            await RunAsync("new", template, "-o", FolderOf(name), "--NetGenVersion", Version, "--debug:custom-hive", hive);
            await RunAsync("build", FolderOf(name), "-c", "Release", "--nodereuse:false", "-p:UseSharedCompilation=false");
        }

        Assert.Contains(
            "The centre is on spiral", await RunAsync("run", "-c", "Release", "--no-build", "--project", FolderOf("Spirals")), Ordinal);
        Assert.Contains(
            " of the last 25 caught", await RunAsync("run", "-c", "Release", "--no-build", "--project", FolderOf("Catch"), "25"), Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private string FolderOf(string name) => Path.Combine(_folder, name);

    private static async Task<string> RunAsync(params string[] arguments)
    {
        (int code, string output) = await DotNet.RunAsync(arguments);
        Assert.True(code == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
        return output;
    }
}
