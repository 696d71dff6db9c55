using NetGen.Generators.Diagnostics;
using NetGen.Generators.Model;

namespace NetGen.Generators.Frontend;

/// <summary>What the front end made of one class with [Network]: a model, or what is wrong with it. Value-equal.</summary>
/// <param name="TypeName">The class's metadata name, "Space.Outer+Name": by it the diagnostics find their place.</param>
/// <param name="Model">Null where the class cannot be compiled further, or where the C# compiler itself reports its attributes.</param>
/// <param name="Diagnostics">What the front end reports itself.</param>
internal sealed record ParsedNetwork(string TypeName, NetworkModel? Model, EquatableArray<DiagnosticInfo> Diagnostics);
