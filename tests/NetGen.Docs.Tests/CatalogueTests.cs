using System.Text.RegularExpressions;
using NetGen.Generators.Tests;

namespace NetGen.Docs.Tests;

/// <summary>The book is whole: its contents name each page, its links lead somewhere, and whatever can be declared stands in it.</summary>
public sealed partial class CatalogueTests
{
    public static TheoryData<string> Pages => [.. DocPage.All.Select(page => page.Path)];

    [Fact]
    public void The_contents_have_each_page_once()
    {
        IEnumerable<string> named = Links().Matches(DocPage.Of("docs/README.md").Text).Select(match => match.Groups[1].Value)
            .Where(target => target.EndsWith(".md", StringComparison.Ordinal) && !target.Contains('/'));
        Assert.Equal(
            DocPage.All.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal)).Select(page => Path.GetFileName(page.Path))
                .Except(["README.md"]).Order(StringComparer.Ordinal),
            named.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_links_of_a_page_lead_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Repository.PathOf(page))!;
        IEnumerable<string> targets = Links().Matches(Fences().Replace(DocPage.Of(page).Text, "")).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal));
        Assert.All(targets, target =>
        {
            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? page : Path.GetFullPath(parts[0], folder);
            Assert.True(Path.Exists(Repository.PathOf(file)), $"There is no {parts[0]}.");
            Assert.Contains(parts.ElementAtOrDefault(1), Anchors(file));
        });
    }

    [Fact]
    public void The_pages_with_tests_of_their_own_are_tested_there()
    {
        Assert.Contains("docs\", \"diagnostics.md", Repository.Read("tests", "NetGen.Generators.Tests", "DiagnosticCatalogueTests.cs"));
        Assert.Contains("docs\", \"lints.md", Repository.Read("tests", "NetGen.Analyzers.Tests", "CatalogueTests.cs"));
    }

    [Fact]
    public void Whatever_can_be_declared_stands_in_the_book()
    {
        string book = string.Concat(DocPage.All.Select(page => page.Text));
        string[] declared =
        [
            .. typeof(NetworkAttribute).Assembly.GetExportedTypes()
                .Where(type => type.IsSubclassOf(typeof(Attribute)) && !type.IsAbstract && type.Namespace == "NetGen")
                .Select(type => type.Name[..^"Attribute".Length]),
        ];
        Assert.True(declared.Length > 90);
        Assert.DoesNotContain(declared, name => !Regex.IsMatch(book, $@"[`\[, ]{name}\b"));
    }

    /// <summary>Headings as GitHub makes anchors of them, and null for the whole file.</summary>
    private static IEnumerable<string?> Anchors(string file) => file.EndsWith(".md", StringComparison.Ordinal)
        ? Headings().Matches(Fences().Replace(Repository.Read(file), ""))
            .Select(heading => Punctuation().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-')).Append(null)
        : [null];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^(`{3,}).*?^\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
