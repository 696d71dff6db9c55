using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>What the front end made of one class with [Network]: a model, or what is wrong with it. Value-equal.</summary>
/// <param name="TypeName">The class's metadata name, "Space.Outer+Name": by it the diagnostics find their place.</param>
/// <param name="Model">Null where generated code cannot complete the class.</param>
/// <param name="Diagnostics">What the front end reports itself.</param>
/// <param name="IsRejected">
/// Whether something in the class is wrong, which the diagnostics or the C# compiler itself report: only its skeleton is wanted.
/// </param>
internal sealed record ParsedNetwork(string TypeName, NetworkModel? Model, EquatableArray<DiagnosticInfo> Diagnostics, bool IsRejected);
