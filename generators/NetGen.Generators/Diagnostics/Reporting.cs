using NetGen.Generators.Model;

namespace NetGen.Generators.Diagnostics;

/// <summary>Diagnostics as they are found.</summary>
internal static class Reporting
{
    public static void Report(this List<DiagnosticInfo> diagnostics, string id, Site site, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.Create(id, site, arguments));
}
