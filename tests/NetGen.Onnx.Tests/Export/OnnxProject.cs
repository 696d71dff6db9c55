using Microsoft.CodeAnalysis;
using NetGen.Generators.Tests;

namespace NetGen.Onnx.Tests.Export;

/// <summary>A project that references NetGen.Onnx.</summary>
internal static class OnnxProject
{
    /// <summary>What it references besides.</summary>
    public static MetadataReference[] References { get; } = [MetadataReference.CreateFromFile(typeof(OnnxGraph).Assembly.Location)];

    public static GeneratorRun Run(string source) => Harness.Run(References, source);

    /// <summary>A new network "Net" of a source.</summary>
    public static object Create(string source) => Activator.CreateInstance(
        Harness.Load(Run(source), $"Project{source.GetHashCode(StringComparison.Ordinal)}", "CS1591")
            .GetType("Net", throwOnError: true)!, 1)!;
}
