using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Tests.Package;

/// <summary>What a user gets: the package, made of the Release build.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-package").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ReleaseBuildFact]
    public async Task HoldsSymbolsAndHintsAndNamesNoFolderOfItsBuilder()
    {
        (int code, string output) = await DotNet.RunAsync(
            "pack", Path.Combine(DotNet.Root, "src", "NetGen"), "-c", "Release", "--no-build", "--no-restore", "-o", _folder);
        Assert.True(code == 0, output);
        using ZipArchive package = ZipFile.OpenRead(Directory.GetFiles(_folder, "*.nupkg").Single());
        Dictionary<string, byte[]> files = package.Entries.ToDictionary(entry => entry.FullName, Read);

        string[] libraries = ["lib/net10.0/NetGen.dll", "analyzers/dotnet/cs/NetGen.Generators.dll"];
        Assert.Empty(libraries.Append("buildTransitive/NetGen.targets").Append("README.md").Except(files.Keys));
        Assert.All(
            libraries,
            library => Assert.All(Documents(files[library]), document => Assert.StartsWith("/_/", document, StringComparison.Ordinal)));
        Assert.All(files, file => Assert.False(Names(file.Value, DotNet.Root), $"{file.Key} names {DotNet.Root}."));
        Assert.Contains("docs/diagnostics.html", files.Keys);
        Assert.Empty(DeadLinks(files));
    }

    /// <summary>Links of the book's pages that lead to no file of the package, or to no place in it.</summary>
    private static IEnumerable<string> DeadLinks(IReadOnlyDictionary<string, byte[]> files)
    {
        Dictionary<string, string> pages = files
            .Where(file => file.Key.StartsWith("docs/", StringComparison.Ordinal) && file.Key.EndsWith(".html", StringComparison.Ordinal))
            .ToDictionary(file => file.Key["docs/".Length..], file => Encoding.UTF8.GetString(file.Value));
        foreach ((string page, string text) in pages)
        {
            foreach (string link in Regex.Matches(text, " (?:href|src)=\"([^\"]+)\"").Select(match => match.Groups[1].Value))
            {
                string[] parts = link.Split('#', 2);
                string target = parts[0].Length == 0 ? page : parts[0];
                bool leads = Uri.IsWellFormedUriString(link, UriKind.Absolute)
                    || (pages.TryGetValue(target, out string? there)
                        ? parts.Length == 1 || there.Contains($" id=\"{parts[1]}\"", StringComparison.Ordinal)
                        : files.ContainsKey(target.StartsWith("../", StringComparison.Ordinal) ? target[3..] : $"docs/{target}"));
                if (!leads)
                {
                    yield return $"{page}: {link}";
                }
            }
        }
    }

    /// <summary>The source files that a library's embedded symbols name.</summary>
    private static List<string> Documents(byte[] library)
    {
        using PEReader reader = new(new MemoryStream(library));
        DebugDirectoryEntry entry = reader.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        using MetadataReaderProvider provider = reader.ReadEmbeddedPortablePdbDebugDirectoryData(entry);
        MetadataReader symbols = provider.GetMetadataReader();
        List<string> documents = [.. symbols.Documents.Select(handle => symbols.GetString(symbols.GetDocument(handle).Name))];
        Assert.NotEmpty(documents);
        return documents;
    }

    private static bool Names(byte[] file, string folder) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(folder)) >= 0 || file.AsSpan().IndexOf(Encoding.Unicode.GetBytes(folder)) >= 0;

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream content = new();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
