using System.Text.RegularExpressions;

namespace NetGen.Analyzers.Tests;

/// <summary>One fix for an ID = cases before and after = a line in the ID's section of the page.</summary>
public sealed class FixCatalogueTests
{
    private static readonly IReadOnlyDictionary<string, string> s_sections = new[] { "diagnostics.md", "lints.md" }
        .SelectMany(page => Regex.Matches(
            Repository.Read("docs", page), @"^## (NG\d{4})\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline))
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static IEnumerable<string> Ids => FixTests.Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order();

    [Fact]
    public void Every_fix_has_cases()
    {
        Assert.Equal(Ids, FixCases.All.Select(mended => mended.Id).Distinct().Order());
        Assert.All(FixTests.Fixes, fix => Assert.Contains(FixCases.All, mended => fix.FixableDiagnosticIds.Contains(mended.Id)));
    }

    [Fact]
    public void The_pages_tell_what_has_a_fix_and_what_it_writes()
    {
        Assert.Equal(
            Ids.Where(id => id.StartsWith("NG", StringComparison.Ordinal)),
            s_sections.Where(section => section.Value.Contains("\nCode fix: ", StringComparison.Ordinal))
                .Select(section => section.Key).Order());
        Assert.All(FixCases.All.Where(mended => s_sections.ContainsKey(mended.Id)), mended =>
            Assert.Contains(FirstWord(mended.Title), CodeFixLine(s_sections[mended.Id]), StringComparison.OrdinalIgnoreCase));
    }

    private static string FirstWord(string title) => title.Split(' ')[0];

    private static string CodeFixLine(string section) => Regex.Match(section, @"^Code fix: .*$", RegexOptions.Multiline).Value;
}
