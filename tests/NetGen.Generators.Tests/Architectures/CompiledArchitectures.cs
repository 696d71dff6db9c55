using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests.Architectures;

/// <summary>Every architecture in its published size, which is compiled only, and in one that runs in a test.</summary>
internal static partial class CompiledArchitectures
{
    private static readonly Dictionary<string, string> s_published = new()
    {
        ["ResNet18"] = Vision.ResNet18("ResNet18", image: 224, width: 64, classes: 1000),
        ["ResNet50"] = Vision.ResNet50("ResNet50", image: 224, width: 64, classes: 1000),
        ["UNet"] = Vision.UNet("UNet", image: 256, width: 64, classes: 2),
        ["Siamese"] = Vision.Siamese("Siamese", image: 104, width: 64),
        ["BertBase"] = Language.Bert("BertBase", vocabulary: 30522, length: 512, width: 768, heads: 12, layers: 12, classes: 2),
        ["PreNormBase"] = Language.PreNormBert(
            "PreNormBase", vocabulary: 30522, length: 512, width: 768, heads: 12, layers: 12, classes: 2),
        ["Gpt2"] = Language.Gpt("Gpt2", vocabulary: 50257, length: 1024, width: 768, heads: 12, layers: 12),
    };

    private static readonly Dictionary<string, string> s_small = new()
    {
        ["SmallResNet18"] = Vision.ResNet18("SmallResNet18", image: 32, width: 8, classes: 10),
        ["SmallResNet50"] = Vision.ResNet50("SmallResNet50", image: 32, width: 4, classes: 10),
        ["SmallUNet"] = Vision.UNet("SmallUNet", image: 16, width: 4, classes: 3),
        ["SmallSiamese"] = Vision.Siamese("SmallSiamese", image: 12, width: 4),
        ["SmallPooled"] = Vision.Pooled("SmallPooled", image: 48, width: 24, classes: 5),
        ["SmallBert"] = Language.Bert("SmallBert", vocabulary: 50, length: 12, width: 16, heads: 4, layers: 3, classes: 3),
        ["SmallPreNorm"] = Language.PreNormBert("SmallPreNorm", vocabulary: 50, length: 12, width: 16, heads: 2, layers: 3, classes: 3),
        ["SmallGpt"] = Language.Gpt("SmallGpt", vocabulary: 40, length: 16, width: 24, heads: 3, layers: 3),
    };

    private static readonly Lazy<GeneratorRun> s_generated = new(() => Generate([.. s_published.Values]));

    private static readonly Lazy<GeneratorRun> s_generatedSmall = new(() => Generate([.. s_small.Values]));

    private static readonly Lazy<Assembly> s_assembly = new(Load);

    public static TheoryData<string> Published { get; } = [.. s_published.Keys];

    public static TheoryData<string> Small { get; } = [.. s_small.Keys];

    /// <summary>What is generated for a network: all files behind each other.</summary>
    public static string TextOf(string name) => Text(s_published.ContainsKey(name) ? s_generated.Value : s_generatedSmall.Value, name);

    /// <summary>A network of the other size.</summary>
    public static Network<float> Create(string name) =>
        (Network<float>)Activator.CreateInstance(s_assembly.Value.GetType(name, throwOnError: true)!, 1)!;

    /// <summary>Generates a single network.</summary>
    public static string Generate(string name, string source) => Text(Generate(source), name);

    /// <summary>The numbers of activations planned for, and of those alive at the same time, of a sample in training.</summary>
    public static (int Planned, int Live) Activations(string text)
    {
        Match match = Memory().Match(text);
        Assert.True(match.Success);
        return (int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan));
    }

    private static string Text(GeneratorRun run, string name) =>
        string.Join('\n', run.Files.Where(file => file.Key.StartsWith(name + ".", StringComparison.Ordinal)).Select(file => file.Value));

    private static GeneratorRun Generate(params string[] networks)
    {
        GeneratorRun run = Harness.Run($"using NetGen;\n{Vision.Blocks}\n{Language.Blocks}\n{string.Join('\n', networks)}");
        Assert.Empty(run.Diagnostics);
        return run;
    }

    private static Assembly Load()
    {
        Compilation release = s_generatedSmall.Value.Output;
        release = release.WithOptions(((CSharpCompilationOptions)release.Options).WithOptimizationLevel(OptimizationLevel.Release));
        using MemoryStream image = new();
        Assert.Empty(release.Emit(image).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return Assembly.Load(image.ToArray());
    }

    [GeneratedRegex(
        @"Activations: (\d+) bytes a sample; no plan needs less than (\d+)\."
            + @"(?=(?:(?!\bclass\b)[\s\S])*\bclass TrainingStep\b)")]
    private static partial Regex Memory();
}
