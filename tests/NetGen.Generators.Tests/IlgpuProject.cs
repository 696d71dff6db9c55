using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>A project with GPU code.</summary>
internal static class IlgpuProject
{
    /// <summary>What it references besides.</summary>
    public static MetadataReference[] References { get; } =
    [
        MetadataReference.CreateFromFile(typeof(IlgpuDevice).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(global::ILGPU.Context).Assembly.Location),
    ];
}
