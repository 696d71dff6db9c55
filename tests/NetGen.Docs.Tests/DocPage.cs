using System.Text.RegularExpressions;
using NetGen.Generators.Tests;

namespace NetGen.Docs.Tests;

/// <summary>A page of the book with its examples in C#.</summary>
internal sealed partial class DocPage
{
    /// <summary>Pages whose examples are held to what they say by tests of their own: each shows what is wrong.</summary>
    private static readonly string[] s_catalogues = ["docs/diagnostics.md", "docs/lints.md"];

    private const string NothingGiven = "public sealed partial class Examples;";

    private DocPage(string path)
    {
        Path = path;
        Text = Repository.Read(path);
        Examples =
        [
            .. Fences().Matches(Text).Select(fence => new DocExample(
                path, Text.AsSpan(0, fence.Groups[3].Index).Count('\n') + 1, fence.Groups[2].Value.Trim(), fence.Groups[3].Value)),
        ];
        string given = $"tests/NetGen.Docs.Tests/Pages/{System.IO.Path.GetFileNameWithoutExtension(path)}.cs";
        Given = new(given, 1, "", File.Exists(Repository.PathOf(given)) ? Repository.Read(given) : NothingGiven);
    }

    /// <summary>README and all pages of docs/.</summary>
    public static IReadOnlyList<DocPage> All { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md").Select(file => $"docs/{System.IO.Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal).Prepend("README.md").Select(path => new DocPage(path)),
    ];

    /// <summary>What several pages take for given.</summary>
    public static IReadOnlyList<string> Shared { get; } =
    [
        .. Directory.GetFiles(Repository.PathOf("tests/NetGen.Docs.Tests/Pages/Shared"))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    /// <summary>Those whose examples are compiled here.</summary>
    public static IEnumerable<DocPage> Compiled => All.Where(page => page.Examples.Count > 0 && !s_catalogues.Contains(page.Path));

    /// <summary>From the root of the repository: "docs/training.md".</summary>
    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<DocExample> Examples { get; }

    /// <summary>What the examples take for given: the page's file of Pages/, where there is one.</summary>
    public DocExample Given { get; }

    /// <summary>The networks that the page declares, by the names of their classes.</summary>
    public IEnumerable<string> Networks => Examples.Where(example => example.Kind is ExampleKind.Run)
        .SelectMany(example => NetworkClasses().Matches(example.Code)).Select(match => match.Groups[1].Value);

    public static DocPage Of(string path) => All.Single(page => page.Path == path);

    [GeneratedRegex(@"^( *)```csharp([^\n]*)\n(.*?)^\1```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"\[Network\b.*?\bpartial class (\w+)", RegexOptions.Singleline)]
    private static partial Regex NetworkClasses();
}
