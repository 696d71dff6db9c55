using System.Text.RegularExpressions;

namespace NetGen.Docs.Tests;

/// <summary>What becomes of an example.</summary>
internal enum ExampleKind
{
    /// <summary>It is compiled and run: statements once, networks for some steps.</summary>
    Run,

    /// <summary>It is compiled: the word behind "csharp" is "build".</summary>
    Build,

    /// <summary>It is an excerpt of what the build writes for a network of the page: the word is "generated".</summary>
    Generated,

    /// <summary>It has a mistake, and the page shows what the build says of it: the word is "error".</summary>
    Error,
}

/// <summary>An example.</summary>
/// <param name="Page">Path of the page.</param>
/// <param name="Line">Its first line on the page.</param>
/// <param name="Word">What stands behind "csharp".</param>
/// <param name="Code">Its text.</param>
internal sealed partial record DocExample(string Page, int Line, string Word, string Code)
{
    public ExampleKind Kind { get; } = Word switch
    {
        "" => ExampleKind.Run,
        "build" => ExampleKind.Build,
        "generated" => ExampleKind.Generated,
        "error" => ExampleKind.Error,
        _ => throw new ArgumentException($"{Page}, line {Line - 1}: there is no kind of example '{Word}'."),
    };

    /// <summary>Whether it is a part of the page's project.</summary>
    public bool IsCompiled => Kind is ExampleKind.Run or ExampleKind.Build;

    /// <summary>Whether it declares types; else it is statements.</summary>
    public bool IsDeclaration { get; } = Regex.IsMatch(Code, "^public ", RegexOptions.Multiline);

    /// <summary>Namespaces that it uses.</summary>
    public IEnumerable<string> Uses => UseLines().Matches(Code).Select(match => match.Value);

    /// <summary>With the lines of the page, for messages of the compiler; without what it uses.</summary>
    public string Numbered => FormattableString.Invariant($"\n#line {Line} \"{Page}\"\n{UseLines().Replace(Code, "")}\n#line default\n");

    /// <summary>It as a method, where it is statements.</summary>
    public string Method => $"public {(Code.Contains("await ") ? "async Task" : "void")} {NameAt(Line)}()\n{{\n{Numbered}\n}}\n";

    /// <summary>Name of the method that holds the example of a line.</summary>
    public static string NameAt(int line) => FormattableString.Invariant($"Line{line}");

    [GeneratedRegex(@"^using [A-Z][\w.]*;", RegexOptions.Multiline)]
    private static partial Regex UseLines();
}
