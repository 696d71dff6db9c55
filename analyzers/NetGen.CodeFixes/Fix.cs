using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using NetGen.Generators.Diagnostics;

namespace NetGen.CodeFixes;

/// <summary>Changes the text where a diagnostic is, and nothing else: what it changes keeps the user's own layout.</summary>
/// <param name="ids">What it mends.</param>
public abstract class Fix(params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. ids];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Document document = context.Document;
        if (await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        SourceText text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (Mend(new Fault(diagnostic, root, model, text)) is { } mending)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        mending.Title, _ => Task.FromResult(document.WithText(text.WithChanges(mending.Changes))), GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>What to change; null where that is not clear.</summary>
    internal abstract Mending? Mend(Fault fault);
}

/// <summary>Something to mend.</summary>
internal sealed class Fault(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SourceText text)
{
    public string Id => diagnostic.Id;

    public SyntaxNode Root => root;

    public SemanticModel Model => model;

    public SourceText Text => text;

    /// <summary>What the diagnostic says of it; null where it says nothing.</summary>
    public Remedy? Remedy { get; } = Remedy.Of(diagnostic.Properties);

    /// <summary>What is to be changed: another place where the diagnostic names one, else what it underlines.</summary>
    public SyntaxNode Node => root.FindNode(
        (diagnostic.AdditionalLocations.FirstOrDefault() ?? diagnostic.Location).SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The innermost node of a kind around it; null where there is none.</summary>
    public T? Around<T>()
        where T : SyntaxNode =>
        Node.FirstAncestorOrSelf<T>();
}

/// <summary>What mends it.</summary>
/// <param name="title">What the user chooses.</param>
/// <param name="changes">Of the text; they do not overlap.</param>
internal sealed class Mending(string title, params TextChange[] changes)
{
    public string Title => title;

    public IReadOnlyList<TextChange> Changes => changes;
}
