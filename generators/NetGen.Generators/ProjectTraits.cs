using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace NetGen.Generators;

/// <summary>What the compiler needs to know of a project besides its networks. Value-equal.</summary>
/// <param name="HasIlgpu">Whether it references NetGen.Ilgpu, and ILGPU is there: so that kernels for GPUs are wanted.</param>
/// <param name="HasOnnx">Whether it references NetGen.Onnx: so that networks can be written as ONNX files.</param>
/// <param name="Language">The version of C# it is written in: "13.0".</param>
/// <param name="IsOld">Whether that version has no partial properties, so that nothing can be completed.</param>
/// <param name="ShowsPasses">Whether the project is built with NetGenEmit=passes.</param>
internal sealed record ProjectTraits(bool HasIlgpu, bool HasOnnx, string Language, bool IsOld, bool ShowsPasses)
{
    public static ProjectTraits Of(Compilation compilation, AnalyzerConfigOptions options) => new(
        compilation.GetTypeByMetadataName("NetGen.IlgpuDevice") is not null,
        compilation.GetTypeByMetadataName("NetGen.Onnx.OnnxGraph") is not null,
        ((CSharpCompilation)compilation).LanguageVersion.ToDisplayString(),
        IsTooOld(compilation),
        options.TryGetValue("build_property.NetGenEmit", out string? wanted) && wanted == "passes");

    /// <summary>Whether the project's C# has no partial properties.</summary>
    public static bool IsTooOld(Compilation compilation) => ((CSharpCompilation)compilation).LanguageVersion < LanguageVersion.CSharp13;
}
