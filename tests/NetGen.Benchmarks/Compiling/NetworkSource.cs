using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Benchmarks.Compiling;

/// <summary>
/// A project with one of the networks of Networks.cs, its blocks and another file, and the edits of somebody who works on it.
/// </summary>
internal sealed class NetworkSource
{
    private const string Deep = "transformer24";

    private static readonly CompilationUnitSyntax s_all = ReadAll();

    private static readonly ImmutableArray<MetadataReference> s_references = FindReferences();

    private readonly CompilationUnitSyntax _file;

    private NetworkSource(CompilationUnitSyntax file) => _file = file;

    /// <summary>The networks of the other commands, and a transformer of 24 layers.</summary>
    public static string[] Names { get; } = [.. Subject.All.Select(subject => subject.Name), Deep];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>The network of a name.</summary>
    public static NetworkSource Find(string name)
    {
        bool isDeep = name == Deep;
        string type = Subject.All.Single(subject => subject.Name == (isDeep ? "transformer" : name)).TypeName;
        IEnumerable<ClassDeclarationSyntax> others = Classes(s_all).Where(node => IsNetwork(node) && node.Identifier.Text != type);
        CompilationUnitSyntax file = s_all.RemoveNodes(others, SyntaxRemoveOptions.KeepNoTrivia)!;
        return new(isDeep
            ? Parse(file.ToFullString().Replace(
                "Repeat(2)]\n    public partial Layer Body",
                "Repeat(24)]\n    public partial Layer Body",
                StringComparison.Ordinal))
            : file);
    }

    /// <summary>The project: the network's file, then another.</summary>
    public CSharpCompilation Project() => Project(Tree(), Other(0));

    /// <summary>A project of files.</summary>
    public static CSharpCompilation Project(params SyntaxTree[] files) => CSharpCompilation.Create(
        "Project",
        files,
        s_references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The network's file, perhaps with other numbers in the loss and in a method of its class.</summary>
    public SyntaxTree Tree(int loss = 0, int method = 0)
    {
        ClassDeclarationSyntax network = Classes(_file).Single(IsNetwork);
        AttributeSyntax attribute = network.AttributeLists
            .SelectMany(list => list.Attributes)
            .Single(node => node.Name.ToString().EndsWith("Loss", StringComparison.Ordinal));
        string weight = string.Create(CultureInfo.InvariantCulture, $"(Weight = {1 + (loss / 1000.0)}f)");
        ClassDeclarationSyntax edited = network
            .ReplaceNode(attribute, attribute.WithArgumentList(SyntaxFactory.ParseAttributeArgumentList(weight)))
            .AddMembers(SyntaxFactory.ParseMemberDeclaration($"    private static int Number() => {method};\n")!);
        return CSharpSyntaxTree.ParseText(_file.ReplaceNode(network, edited).ToFullString(), ParseOptions, "Network.cs");
    }

    /// <summary>A file that has nothing to do with networks.</summary>
    /// <param name="number">Stands in a method.</param>
    public static SyntaxTree Other(int number) =>
        CSharpSyntaxTree.ParseText($"public static class Other {{ public static int Number() => {number}; }}", ParseOptions, "Other.cs");

    private static IEnumerable<ClassDeclarationSyntax> Classes(CompilationUnitSyntax file) =>
        file.DescendantNodes().OfType<ClassDeclarationSyntax>();

    private static bool IsNetwork(ClassDeclarationSyntax node) =>
        node.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Network");

    private static CompilationUnitSyntax ReadAll()
    {
        using Stream stream = typeof(NetworkSource).Assembly.GetManifestResourceStream("Networks.cs")!;
        using StreamReader reader = new(stream);
        return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static CompilationUnitSyntax Parse(string text) => SyntaxFactory.ParseCompilationUnit(text, options: ParseOptions);

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. platform.Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == runtime)
                .Select(path => MetadataReference.CreateFromFile(path)),
            MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        ];
    }
}
