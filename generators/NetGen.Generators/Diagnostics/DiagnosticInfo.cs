using NetGen.Generators.Model;

namespace NetGen.Generators.Diagnostics;

/// <summary>A diagnostic before it has a location: value-equal, so that it can stand in the incremental cache.</summary>
/// <param name="Id">"NG0001" …: names the descriptor in <see cref="Descriptors"/>.</param>
/// <param name="Site">The attribute or member at fault.</param>
/// <param name="Arguments">What the message format's {0}, {1} … stand for.</param>
internal sealed record DiagnosticInfo(string Id, Site Site, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo Create(string id, Site site, params string[] arguments) =>
        new(id, site, arguments.ToEquatableArray());
}
