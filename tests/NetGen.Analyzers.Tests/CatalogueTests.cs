using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NetGen.Analyzers.Tests;

/// <summary>One lint = one descriptor = one section of the page = one row of the release notes = cases of both kinds.</summary>
public sealed class CatalogueTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> s_descriptors = [.. UsageAnalyzer.Lints.Select(lint => lint.Descriptor)];

    private static readonly Dictionary<string, string> s_sections = Regex
        .Matches(Repository.Read("docs", "lints.md"), @"^## (NG\d{4})\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static IEnumerable<string> Ids => s_descriptors.Select(descriptor => descriptor.Id);

    [Fact]
    public void Every_lint_has_a_section_that_begins_as_it_says()
    {
        Assert.Equal(Ids, s_sections.Keys);
        Assert.All(s_descriptors, descriptor =>
        {
            Assert.StartsWith(
                $"\n**{descriptor.Title}.** {descriptor.DefaultSeverity}. ", s_sections[descriptor.Id], StringComparison.Ordinal);
            Assert.Equal("lints.html#" + descriptor.Id.ToLowerInvariant(), descriptor.HelpLinkUri);
            Assert.Contains("// " + descriptor.Id, s_sections[descriptor.Id], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_lint_has_a_release_note() => Assert.Equal(
        s_descriptors.Select(d => $"{d.Id} | {d.Category} | {d.DefaultSeverity} | {d.Title}"),
        new[] { "Shipped", "Unshipped" }
            .SelectMany(release => Repository.Read("analyzers", "NetGen.Analyzers", $"AnalyzerReleases.{release}.md").Split('\n'))
            .Where(line => line.StartsWith("NG", StringComparison.Ordinal)));

    [Fact]
    public void Every_lint_has_cases() =>
        Assert.Equal(Ids, UsageCases.All.Select(usage => usage.Id).Where(id => id.Length > 0).Distinct());
}
