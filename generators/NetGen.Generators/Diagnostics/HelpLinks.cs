using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generators.Diagnostics;

/// <summary>
/// Where a diagnostic's help is: a page of the documentation that came with the package, so that it is that of its version.
/// </summary>
internal static class HelpLinks
{
    /// <summary>
    /// The folder of the pages, with a separator at its end, as the package sets it; null for a project without the package.
    /// </summary>
    public static string? FolderOf(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.NetGenDocs", out string? folder) && folder.Length > 0 ? folder : null;

    /// <summary>
    /// The diagnostic with a link that can be followed: that of its descriptor is page and section only, diagnostics.html#ng0001.
    /// </summary>
    public static Diagnostic Under(this Diagnostic diagnostic, string? folder)
    {
        DiagnosticDescriptor plain = diagnostic.Descriptor;
        string? link = Uri.TryCreate(folder, UriKind.Absolute, out Uri pages) ? pages.AbsoluteUri + plain.HelpLinkUri : null;
        return Diagnostic.Create(
            plain.Id, plain.Category, diagnostic.GetMessage(), diagnostic.Severity, diagnostic.DefaultSeverity, plain.IsEnabledByDefault,
            diagnostic.WarningLevel, plain.Title, plain.Description, link, diagnostic.Location, diagnostic.AdditionalLocations,
            plain.CustomTags, diagnostic.Properties);
    }
}
