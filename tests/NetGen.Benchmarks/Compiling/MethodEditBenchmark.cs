extern alias generator;

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Benchmarks.Compiling;

/// <summary>
/// Times the source generator on a project of many networks, each with a method of its own, while one of these is edited.
/// </summary>
internal static class MethodEditBenchmark
{
    private const int Networks = 20;

    /// <summary>What an edit takes.</summary>
    /// <param name="driver">A new driver of the generator.</param>
    /// <param name="median">The median of the times of runs that each get another number for their edit.</param>
    public static MethodEditRow Measure(GeneratorDriver driver, Func<Func<int, Action>, double> median)
    {
        SyntaxTree[] files = [.. Enumerable.Range(0, Networks).Select(i => File(i, 1)), NetworkSource.Other(0)];
        CSharpCompilation project = NetworkSource.Project(files);
        GeneratorDriver warm = driver.RunGenerators(project);
        int compiled = warm.GetRunResult().GeneratedTrees.Length;
        double Edit(Func<int, Compilation> edit) => Math.Round(
            median(number =>
            {
                Compilation edited = edit(number);
                return () => warm.RunGenerators(edited);
            }),
            3);
        return new(
            Networks, compiled,
            Edit(number => project.ReplaceSyntaxTree(files[0], File(0, 1 + (number / 1000.0)))),
            Edit(number => project.ReplaceSyntaxTree(files[^1], NetworkSource.Other(number))));
    }

    private static SyntaxTree File(int number, double factor) => CSharpSyntaxTree.ParseText(
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            using NetGen;

            [Network, Input(32), CrossEntropyLoss]
            public partial class Network{{number}}
            {
                [Linear(64), Apply(nameof(Curve)), Linear(10)]
                public partial Layer Body { get; }

                [Differentiable]
                public static float Curve(float x, [Learnable(Start = 1f)] float slope)
                {
                    float bent = x / (1 + System.MathF.Exp(-{{factor}}f * slope * x));
                    return x > 3 ? bent + System.MathF.Log(x) : bent;
                }
            }
            """),
        NetworkSource.ParseOptions, $"Network{number}.cs");
}

/// <summary>What the generator takes for an edit in a project of networks with methods.</summary>
/// <param name="Networks">How many.</param>
/// <param name="Files">Generated.</param>
/// <param name="MethodMs">After an edit inside the method of one of them.</param>
/// <param name="OtherFileMs">After an edit of a method in another file.</param>
internal sealed record MethodEditRow(int Networks, int Files, double MethodMs, double OtherFileMs)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Networks} networks with methods, {Files} files: {MethodMs:F1} ms after an edit inside a method, {OtherFileMs:F3} ms elsewhere");
}
