using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>One diagnostic = one descriptor = one section of the page = one row of the release notes = one test.</summary>
public sealed class DiagnosticCatalogueTests
{
    private static readonly Dictionary<string, string> s_sections = Regex
        .Matches(
            Repository.Read("docs", "diagnostics.md"),
            @"^## (NG\d{4})\n(.*?)(?=^## |\z)",
            RegexOptions.Multiline | RegexOptions.Singleline)
        .ToDictionary(static match => match.Groups[1].Value, static match => match.Groups[2].Value);

    private static string[] Ids => [.. Descriptors.All.Select(static descriptor => descriptor.Id).Order(StringComparer.Ordinal)];

    /// <summary>What no class causes, but a defect or the project: tested by themselves, and shown on the page without a class.</summary>
    private static readonly string[] s_withoutClass = [Descriptors.InternalError, "NG0071", Descriptors.StageCosts];

    public static TheoryData<string> ExplainedIds => [.. Ids.Except(s_withoutClass)];

    [Fact]
    public void Every_descriptor_is_listed()
    {
        int fields = typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Count(static field => field.FieldType == typeof(DiagnosticDescriptor));

        Assert.True(fields > 20);
        Assert.Equal(fields, Ids.Length);
    }

    [Fact]
    public void Every_descriptor_has_a_section() =>
        Assert.Equal(Ids, s_sections.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_descriptor_has_a_test() =>
        Assert.Equal(
            Ids,
            DiagnosticCases.WithMethods.Select(static wrong => wrong.Id).Concat(s_withoutClass).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_descriptor_has_a_release_note()
    {
        string notes = Repository.Read("generators", "NetGen.Generators", "AnalyzerReleases.Unshipped.md")
            + Repository.Read("generators", "NetGen.Generators", "AnalyzerReleases.Shipped.md");
        IEnumerable<string> rows = Regex.Matches(notes, @"^(NG\d{4}) \| (\w+) \| (\w+) \| (.+)$", RegexOptions.Multiline)
            .Select(static match => string.Join('|', match.Groups.Values.Skip(1).Select(static group => group.Value)));

        Assert.Equal(
            Descriptors.All.Select(static d => $"{d.Id}|{d.Category}|{(d.IsEnabledByDefault ? $"{d.DefaultSeverity}" : "Disabled")}|{d.Title}").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_descriptor_leads_to_its_section()
    {
        foreach (DiagnosticDescriptor descriptor in Descriptors.All)
        {
            Assert.Equal("diagnostics.html#" + descriptor.Id.ToLowerInvariant(), descriptor.HelpLinkUri);
            Assert.StartsWith(
                $"\n**{descriptor.Title}.** {descriptor.DefaultSeverity}. ", s_sections[descriptor.Id], StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(ExplainedIds))]
    public void The_examples_on_the_page_are_true(string id)
    {
        string[] examples =
        [
            .. Regex.Matches(s_sections[id], @"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
                .Select(static match => "using NetGen;\n" + match.Groups[1].Value),
        ];

        Assert.Equal(2, examples.Length);
        Assert.Equal([id], Harness.Run(examples[0]).Ids);
        GeneratorRun right = Harness.Run(examples[1]);
        Assert.Empty(right.Diagnostics);
        Assert.NotEmpty(right.Files);
    }
}
