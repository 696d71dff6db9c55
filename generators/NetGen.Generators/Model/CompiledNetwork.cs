using NetGen.Generators.Diagnostics;

namespace NetGen.Generators.Model;

/// <summary>What the compiler made of a model: files to add, or what is wrong. Value-equal.</summary>
internal sealed record CompiledNetwork(EquatableArray<GeneratedFile> Files, EquatableArray<DiagnosticInfo> Diagnostics)
{
    /// <summary>What is told only where it is asked for: the shape and costs of each stage.</summary>
    public EquatableArray<DiagnosticInfo> Remarks { get; init; }
}

/// <summary>One generated source file.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
