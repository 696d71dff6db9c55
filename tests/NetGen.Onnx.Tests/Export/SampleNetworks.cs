using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Generators.Tests;
using NetGen.Generators.Tests.Contracts;
using NetGen.Runtime;

namespace NetGen.Onnx.Tests.Export;

/// <summary>Every network of the samples and benchmarks, compiled from their source files with what writes them as ONNX.</summary>
internal static partial class SampleNetworks
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        """;

    /// <summary>A size that a network has of a table, whose reader needs more packages.</summary>
    private const string WineSizes = """
        namespace Explanations.Wine;

        internal static class RedWines
        {
            public const int Columns = 11;
        }
        """;

    /// <summary>A size that a network has from a pipeline of another library's.</summary>
    private const string TabularSizes = """
        namespace Tabular.Features;

        internal static class FeaturePipeline
        {
            public const int Kept = 96;
        }
        """;

    /// <summary>Files that networks take constants and methods from.</summary>
    private static readonly string[] s_others = ["samples/Shakespeare/Text/Alphabet.cs", "samples/Text/Models/TextSize.cs"];

    private static readonly IReadOnlyList<string> s_sources =
    [
        .. Directory.EnumerateFiles(Repository.PathOf("samples"), "*.cs", SearchOption.AllDirectories)
            .Concat([Repository.PathOf("tests", "NetGen.Benchmarks", "Networks.cs")])
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(source => Belongs().IsMatch(source)),
        .. s_others.Select(path => File.ReadAllText(Repository.PathOf(path.Split('/')))),
    ];

    private static readonly Lazy<Assembly> s_assembly = new(Compile);

    /// <summary>Their full names; without those in double, of which ONNX Runtime has no convolution.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. s_sources
            .Where(source => !source.Contains("[Network(Precision = Precision.Double", StringComparison.Ordinal))
            .SelectMany(source => Declaration().Matches(source)
                .Select(match => $"{Namespace().Match(source).Groups[1].Value}.{match.Groups[1].Value}")),
    ];

    public static Type Find(string name) => s_assembly.Value.GetType(name, throwOnError: true)!;

    /// <summary>Samples of an input.</summary>
    public static BatchData<float> Draw(InputPlan input, Random random, int samples)
    {
        IEnumerable<int> all = Enumerable.Range(0, samples * input.Shape.Size);
        return input.Vocabulary > 0
            ? new(input.Name, input.Shape, null, [.. all.Select(_ => random.Next(input.Vocabulary))], input.Vocabulary)
            : new(input.Name, input.Shape, [.. all.Select(_ => random.NextSingle())], null, 0);
    }

    /// <summary>The outputs for one sample.</summary>
    public static float[][] Predict(Network<float> network, BatchData<float>[] sample) => (sample, network.Plan.Outputs.Count) switch
    {
        ([{ Integers: { } tokens }], 1) => [network.Predict(tokens)],
        ([{ Values: { } values }], 1) => [network.Predict(values)],
        _ => GeneratedRecords.Predict(network, sample),
    };

    private static Assembly Compile()
    {
        GeneratorRun run = Harness.Run(
            OnnxProject.References, [ImplicitUsings, TabularSizes, WineSizes, .. s_sources]);
        Assert.Empty(run.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Harness.Load(run, "Samples", "CS1591");
    }

    [GeneratedRegex(@"^(\[Network|.*: BlockAttribute|\s*\[Differentiable)", RegexOptions.Multiline)]
    private static partial Regex Belongs();

    [GeneratedRegex(@"^\[Network[^;{]*?partial class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
