using System.Reflection;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Tests;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Ilgpu.Tests;

/// <summary>The networks of the samples and benchmarks, compiled from their source files with their GPU code.</summary>
internal static class SampleNetworks
{
    /// <summary>Programs, as the samples are, document what needs it only.</summary>
    private const string MissingDocumentation = "CS1591";

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    private static readonly string[] s_files =
    [
        "samples/Digits/DigitMlp.cs", "samples/Digits/DigitClassifier.cs", "samples/Digits/DigitResNet20.cs",
        "samples/Digits/BasicBlock.cs", "samples/Digits/DownBlock.cs",
        "samples/Shakespeare/CharacterModel.cs", "samples/Shakespeare/DecoderBlock.cs", "samples/Shakespeare/Text/Alphabet.cs",
        "tests/NetGen.Benchmarks/Networks.cs",
    ];

    private static readonly Lazy<Assembly> s_assembly = new(Compile);

    /// <summary>Their full names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Digits.DigitMlp", "Digits.DigitClassifier", "Digits.DigitResNet20", "Shakespeare.CharacterModel",
        "NetGen.Benchmarks.Xor", "NetGen.Benchmarks.Mlp", "NetGen.Benchmarks.Cnn",
    ];

    public static Type Find(string name) => s_assembly.Value.GetType(name, throwOnError: true)!;

    private static Assembly Compile()
    {
        GeneratorRun run = Harness.Run(
            IlgpuProject.References, [ImplicitUsings, .. s_files.Select(file => Repository.Read(file.Split('/')))]);
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Harness.Load(run, "Samples", MissingDocumentation);
    }
}
