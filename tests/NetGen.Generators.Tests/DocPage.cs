using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests;

/// <summary>A page of the documentation with its examples in C#.</summary>
internal sealed partial class DocPage
{
    /// <summary>Reads a page of docs/.</summary>
    public DocPage(string name)
    {
        string text = Repository.Read("docs", name);
        Match[] fences = Fences().Matches(text).ToArray();
        Fenced = fences.Length;
        Examples =
        [
            .. fences.Where(fence => fence.Groups[1].Value.Length == 0)
                .Select(fence => new DocExample(name, text.AsSpan(0, fence.Groups[2].Index).Count('\n') + 1, fence.Groups[2].Value)),
        ];
    }

    /// <summary>Examples of the page, those among them whose fence has a word behind "csharp".</summary>
    public int Fenced { get; }

    /// <summary>The examples whose fence has none.</summary>
    public IReadOnlyList<DocExample> Examples { get; }

    [GeneratedRegex(@"^```csharp([^\n]*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();
}

/// <summary>An example.</summary>
/// <param name="Page">File name of the page.</param>
/// <param name="Line">Its first line on the page.</param>
/// <param name="Code">Its text.</param>
internal sealed partial record DocExample(string Page, int Line, string Code)
{
    /// <summary>Whether it declares types; else it is statements.</summary>
    public bool IsDeclaration { get; } = Regex.IsMatch(Code, "^public ", RegexOptions.Multiline);

    /// <summary>A name for a method that holds it.</summary>
    public string MethodName => NameAt(Line);

    /// <summary>With the lines of the page, for messages of the compiler; without what it uses.</summary>
    public string Numbered => FormattableString.Invariant($"\n#line {Line} \"{Page}\"\n{Uses().Replace(Code, "")}\n#line default\n");

    /// <summary>Name of the method that holds the example of a line.</summary>
    public static string NameAt(int line) => FormattableString.Invariant($"Line{line}");

    [GeneratedRegex("^using [A-Z][A-Za-z.]*;", RegexOptions.Multiline)]
    private static partial Regex Uses();
}
