using System.Reflection;
using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests;

/// <summary>
/// The examples of docs/training.md: they build without a word as one project, and each runs. Those whose fence says "reports" are left
/// out.
/// </summary>
public sealed partial class TrainingDocTests : IDisposable
{
    private const string Usings =
        "using System;\nusing System.Collections.Generic;\nusing System.IO;\nusing System.Linq;\nusing System.Threading;\nusing NetGen;\n";

    private static readonly DocPage s_page = new("training.md");
    private static readonly Lazy<Assembly> s_project = new(Compile);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netgen-training-");

    /// <summary>Lines of the page where an example begins that can be run.</summary>
    public static TheoryData<int> Lines => [.. s_page.Examples.Where(example => !example.IsDeclaration).Select(example => example.Line)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Nearly_all_examples_are_compiled()
    {
        Assert.InRange(s_page.Examples.Count, 25, 60);
        Assert.InRange(s_page.Fenced - s_page.Examples.Count, 0, 2);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void An_example_runs(int line)
    {
        var network = (Network<float>)Activator.CreateInstance(s_project.Value.GetType("Pictures", throwOnError: true)!, 1)!;
        MethodInfo example = s_project.Value.GetType("Examples", throwOnError: true)!.GetMethod(DocExample.NameAt(line))!;

        example.Invoke(
            null,
            BindingFlags.DoNotWrapExceptions,
            null,
            [_folder.FullName + Path.DirectorySeparatorChar, network, Draw(96, 1), Draw(40, 2), Draw(40, 3)],
            null);

        Assert.All(
            network.Parameters,
            parameter => Assert.All(parameter.AsSpan<float>().ToArray(), value => Assert.True(float.IsFinite(value))));
    }

    /// <summary>All declarations, and a method for each of the other examples, whose files lie in a folder of the test.</summary>
    private static Assembly Compile()
    {
        IEnumerable<string> declarations = s_page.Examples.Where(example => example.IsDeclaration)
            .Select(example => $"{Usings}{example.Numbered}");
        IEnumerable<string> methods = s_page.Examples.Where(example => !example.IsDeclaration).Select(example =>
            $"public static void {example.MethodName}("
            + "string folder, Pictures network, Dataset train, Dataset validation, Dataset test)\n{\n"
            + $"{FileNames().Replace(example.Numbered, "(folder + $0)")}\n}}\n");
        GeneratorRun run = Harness.Run([.. declarations, $"{Usings}public static class Examples\n{{\n{string.Concat(methods)}}}\n"]);
        Assert.Empty(run.Diagnostics);
        return Harness.Load(run, "TrainingExamples", "CS1591");
    }

    /// <summary>Pictures with a bright line at the height of their class.</summary>
    private static Dataset Draw(int count, int seed)
    {
        const int Size = 28, Classes = 10;
        Random random = new(seed);
        int[] labels = [.. Enumerable.Range(0, count).Select(sample => sample % Classes)];
        float[] pixels = [.. Enumerable.Range(0, count * Size * Size).Select(_ => 0.2f * random.NextSingle())];
        for (int sample = 0; sample < count; sample++)
        {
            pixels.AsSpan((((sample * Size) + (2 * labels[sample]) + 4) * Size) + 4, Size - 8).Fill(1);
        }

        return Dataset.FromArrays(pixels, labels, new Shape(1, Size, Size), Classes);
    }

    [GeneratedRegex("""
        "(?:checkpoints|[\w-]+\.(?:safetensors|svg|csv|json))"
        """)]
    private static partial Regex FileNames();
}
