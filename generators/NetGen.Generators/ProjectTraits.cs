using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators;

/// <summary>What the compiler needs to know of a project besides its networks. Value-equal.</summary>
/// <param name="HasIlgpu">Whether it references NetGen.Ilgpu, and ILGPU is there: so that kernels for GPUs are wanted.</param>
/// <param name="Language">The version of C# it is written in: "13.0".</param>
/// <param name="IsOld">Whether that version has no partial properties, so that nothing can be completed.</param>
internal sealed record ProjectTraits(bool HasIlgpu, string Language, bool IsOld)
{
    public static ProjectTraits Of(Compilation compilation)
    {
        LanguageVersion language = ((CSharpCompilation)compilation).LanguageVersion;
        return new(compilation.GetTypeByMetadataName("NetGen.IlgpuDevice") is not null, language.ToDisplayString(), language < LanguageVersion.CSharp13);
    }
}
