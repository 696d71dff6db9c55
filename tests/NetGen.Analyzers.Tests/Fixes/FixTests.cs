using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NetGen.CodeFixes;

namespace NetGen.Analyzers.Tests;

/// <summary>The code fixes over a file, as an editor applies them: one by one, and all at a time.</summary>
public sealed class FixTests
{
    public static IReadOnlyList<Fix> Fixes { get; } =
    [
        .. typeof(Fix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fix)))
            .Select(type => (Fix)Activator.CreateInstance(type)!),
    ];

    public static TheoryData<string> Single => [.. FixCases.All.Select(mended => mended.ToString())];

    public static TheoryData<string> Several => [.. FixCases.Several.Select(mended => mended.ToString())];

    [Theory]
    [MemberData(nameof(Single))]
    public async Task Changes_what_is_wrong_and_nothing_else(string name)
    {
        FixCase wrong = FixCases.All.Single(mended => mended.ToString() == name);
        Document document = DocumentOf(wrong.Before);
        Diagnostic[] reported = await Reported(document, wrong.Id);

        List<CodeAction> actions = [];
        foreach (Fix fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(wrong.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, reported[0], (action, _) => actions.Add(action), default));
        }

        CodeAction chosen = Assert.Single(actions);
        Assert.Equal(wrong.Title, chosen.Title);
        Assert.Equal(wrong.After, await Changed(document, chosen));
        Assert.Equal(wrong.After, await ChangedAtOnce(document, wrong.Id, reported));
        Assert.Empty(await Reported(DocumentOf(wrong.After), wrong.Id));
    }

    [Theory]
    [MemberData(nameof(Several))]
    public async Task All_are_mended_at_a_time(string name)
    {
        FixCase wrong = FixCases.Several.Single(mended => mended.ToString() == name);
        Document document = DocumentOf(wrong.Before);
        Diagnostic[] reported = await Reported(document, wrong.Id);

        Assert.True(reported.Length > 1);
        Assert.Equal(wrong.After, await ChangedAtOnce(document, wrong.Id, reported));
    }

    /// <summary>
    /// What is right in one use of a block may be wrong in another, and the last operation of a stage is the user's affair.
    /// </summary>
    [Theory]
    [InlineData(
        "NG0054",
        "partial class B(int heads) : BlockAttribute { [SelfAttention(nameof(heads))] public partial Layer Body { get; } } "
            + "[Network, Input(6, 8), MseLoss] partial class Net { [B(3)] public partial Layer Head { get; } }")]
    [InlineData(
        "NG0033",
        "[Network, Input(4), CrossEntropyLoss] partial class Net { [Linear(3)] public partial Layer A { get; } "
            + "[Softmax] public partial Layer Head { get; } }")]
    [InlineData(
        "NG0012",
        "[Network, Input(1, 2, 2), MseLoss] partial class Net { "
            + "[Conv2d(3, Kernel = 5, PaddingMode = PaddingMode.Reflect)] public partial Layer Head { get; } }")]
    [InlineData(
        "NG0020", "[Network, Input(4), MseLoss] partial class Net { [From(\"Encoder\"), Linear(3)] public partial Layer Head { get; } }")]
    [InlineData("NG0006", "[Network, Input(4), MseLoss] partial class Net { [Linear(1)] public partial int Head { get; } }")]
    [InlineData("CS0246", "class Use { Missing? _missing; }")]
    public async Task What_is_not_clear_is_left_to_the_user(string id, string source)
    {
        Document document = DocumentOf("using NetGen;\n" + source);
        Diagnostic reported = (await Reported(document, id))[0];
        foreach (Fix fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, reported, (action, _) => Assert.Fail(action.Title), default));
        }
    }

    private static Document DocumentOf(string source)
    {
        CSharpCompilation like = Harness.Compilation(source);
        ProjectInfo project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "UserProject", "UserProject", LanguageNames.CSharp,
            compilationOptions: like.Options, parseOptions: Harness.ParseOptions, metadataReferences: like.References);
        return new AdhocWorkspace().AddProject(project).AddDocument("File0.cs", source);
    }

    /// <summary>The text after the first fix of the ID that changes anything mended all that is reported.</summary>
    private static async Task<string?> ChangedAtOnce(Document document, string id, Diagnostic[] reported)
    {
        foreach (Fix fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)))
        {
            FixAllContext context = new(document, fix, FixAllScope.Document, fix.GetType().Name, [id], new Known(reported), default);
            if (await fix.GetFixAllProvider().GetFixAsync(context) is { } action)
            {
                return await Changed(document, action);
            }
        }

        return null;
    }

    private static async Task<string> Changed(Document document, CodeAction action)
    {
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(default);
        Solution solution = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution;
        return (await solution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    /// <summary>What the generator, the lints or the C# compiler report of that ID, in the order of the source.</summary>
    private static async Task<Diagnostic[]> Reported(Document document, string id)
    {
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        GeneratorRun run = Harness.Run(tree.ToString());
        IEnumerable<Diagnostic> reported = id.StartsWith("CS", StringComparison.Ordinal) ? run.Output.GetDiagnostics()
            : id.StartsWith("NG1", StringComparison.Ordinal)
            ? await run.Output.WithAnalyzers([new UsageAnalyzer()]).GetAnalyzerDiagnosticsAsync()
            : run.Diagnostics;
        return
        [
            .. reported.Where(diagnostic => diagnostic.Id == id && diagnostic.Location.SourceTree == run.Input.SyntaxTrees[0])
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(diagnostic => Diagnostic.Create(
                    diagnostic.Descriptor, In(tree, diagnostic.Location),
                    diagnostic.AdditionalLocations.Select(location => In(tree, location)), diagnostic.Properties)),
        ];
    }

    /// <summary>The place in the document's own tree.</summary>
    private static Location In(SyntaxTree tree, Location location) => Location.Create(tree, location.SourceSpan);

    /// <summary>Diagnostics of a document that are known already.</summary>
    private sealed class Known(Diagnostic[] reported) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(reported);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(reported);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
