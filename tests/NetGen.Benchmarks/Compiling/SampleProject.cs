using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Benchmarks.Compiling;

/// <summary>The source files of a sample, with the assemblies beside its built program.</summary>
internal sealed class SampleProject
{
    private readonly SyntaxTree[] _files;
    private readonly MetadataReference[] _references;

    private SampleProject(DirectoryInfo folder)
    {
        Name = folder.Name;
        bool IsSource(string path) => !Path.GetRelativePath(folder.FullName, path).StartsWith("bin", StringComparison.Ordinal)
            && (!Path.GetRelativePath(folder.FullName, path).StartsWith("obj", StringComparison.Ordinal)
                || path.EndsWith(Path.Combine("Release", "net10.0", $"{Name}.GlobalUsings.g.cs"), StringComparison.Ordinal));
        _files =
        [
            .. Directory.EnumerateFiles(folder.FullName, "*.cs", SearchOption.AllDirectories)
                .Where(IsSource)
                .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), NetworkSource.ParseOptions, path)),
        ];
        string built = Path.Combine(folder.FullName, "bin", "Release", "net10.0"), own = AppContext.BaseDirectory;
        IEnumerable<string> packages = Directory.Exists(built)
            ? Directory.EnumerateFiles(built, "*.dll").Where(path => Path.GetFileNameWithoutExtension(path) != Name)
            : [];
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _references =
        [
            .. platform.Split(Path.PathSeparator)
                .Where(path => !path.StartsWith(own, StringComparison.Ordinal))
                .Concat(packages)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    public string Name { get; }

    /// <summary>The classes with [Network].</summary>
    public IEnumerable<ClassDeclarationSyntax> Networks => _files
        .SelectMany(file => file.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
        .Where(node => node.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == "Network"));

    /// <summary>Those built that have networks, by name.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static IEnumerable<SampleProject> In(DirectoryInfo samples) => samples.EnumerateDirectories()
        .OrderBy(folder => folder.Name, StringComparer.Ordinal)
        .Select(folder => new SampleProject(folder))
        .Where(project => project.Networks.Any());

    public CSharpCompilation Compilation() => CSharpCompilation.Create(
        Name, _files, _references,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The network's file, with a limit on its operations that no network meets.</summary>
    public static SyntaxTree WithBudget(ClassDeclarationSyntax network, double flops)
    {
        string budget = string.Create(CultureInfo.InvariantCulture, $"(Flops = {flops:E9})");
        AttributeSyntax attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("NetGen.Budget"), SyntaxFactory.ParseAttributeArgumentList(budget));
        ClassDeclarationSyntax edited = network.AddAttributeLists(
            SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)));
        SyntaxTree file = network.SyntaxTree;
        return CSharpSyntaxTree.ParseText(
            file.GetRoot().ReplaceNode(network, edited).ToFullString(), NetworkSource.ParseOptions, file.FilePath);
    }
}
