using Microsoft.CodeAnalysis;
using NetGen.Generators.Diagnostics;

namespace NetGen.Analyzers.Usage;

/// <summary>One thing to warn of.</summary>
internal abstract class UsageLint
{
    private const string Category = "NetGen.Usage";
    private const string HelpPage = "lints.html#";

    /// <summary>What it reports.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>What is wrong with a body.</summary>
    public abstract IEnumerable<Diagnostic> Check(UsageBlock body);

    /// <summary>A descriptor whose section in docs/lints.md is that of its ID.</summary>
    protected static DiagnosticDescriptor Of(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpPage + id.ToLowerInvariant());

    protected Diagnostic At(IOperation operation, params object[] arguments) =>
        Diagnostic.Create(Descriptor, operation.Syntax.GetLocation(), arguments);

    /// <summary>The same, with what to write there, or instead of another operation.</summary>
    protected Diagnostic Mendable(IOperation operation, string instead, IOperation? other = null, params object[] arguments) =>
        Diagnostic.Create(
            Descriptor, operation.Syntax.GetLocation(), other is null ? null : [other.Syntax.GetLocation()],
            new Remedy(Remedy.Replace, "", instead).Properties, arguments);
}
