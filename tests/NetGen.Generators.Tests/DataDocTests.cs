using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>
/// The examples of docs/data.md build without a word as one project, in whose class the names stand that they take for given. Those
/// whose fence says "no-build" are left out: they need a generator that is not here, or belong to a sample.
/// </summary>
public sealed class DataDocTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text.Json.Serialization;
        using System.Text.Json.Serialization.Metadata;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.Tokenizers;
        using NetGen;
        using NetGen.Data;
        using NetGen.ML;

        """;

    private const string Given = """
        public sealed record Settings(float Rate, int Epochs);

        public sealed class SettingsContext
        {
            public static SettingsContext Default => new();

            public JsonTypeInfo<Settings> Settings => throw new NotSupportedException();
        }

        public sealed record Entry(float[] Values, bool HasFailed);

        public sealed class Message
        {
            public string Text { get; set; } = "";
        }

        public sealed class Verdict
        {
            public bool PredictedLabel { get; set; }
        }

        [Network, Input(3), CrossEntropyLoss]
        public partial class Machine
        {
            [Linear(2)]
            public partial Layer Head { get; }
        }

        [Network, Input(4), CrossEntropyLoss]
        public partial class Classifier
        {
            [Linear(2)]
            public partial Layer Head { get; }
        }

        """;

    private const string Fields = """
            private static readonly Machine network = new();
            private static readonly Trainer<float> trainer = null!;
            private static readonly Dataset train = null!, validation = null!, data = null!, lastWeek = null!;
            private static readonly float[] rows = [], values = [];
            private static readonly int[] labels = [], regions = [], patients = [];
            private static readonly string[] names = [];
            private static readonly IDataView messages = null!, others = null!, view = null!;
            private static readonly MLContext context = null!;
            private static readonly ITransformer features = null!;
            private static readonly Preparation preparation = null!;
            private static readonly TransformerChain<NetworkTransformer<float>> model = null!;

            private static IEnumerable<Entry> ReadLog() => [];

        """;

    private static readonly DocPage s_page = new("data.md");

    [Fact]
    public void The_examples_build()
    {
        IEnumerable<string> declarations = s_page.Examples.Where(example => example.IsDeclaration)
            .Select(example => Usings + example.Numbered);
        IEnumerable<string> methods = s_page.Examples.Where(example => !example.IsDeclaration)
            .Select(example => $"public static void {example.MethodName}()\n{{\n{example.Numbered}\n}}\n");
        GeneratorRun run = Harness.Run(
            References(), [.. declarations, $"{Usings}{Given}public static class Examples\n{{\n{Fields}{string.Concat(methods)}}}\n"]);
        Assert.Empty(run.Diagnostics);
        Assert.NotNull(Harness.Load(run, "DataExamples", "CS1591", "CS0219"));
    }

    [Fact]
    public void Nearly_all_examples_are_built()
    {
        Assert.InRange(s_page.Examples.Count, 18, 60);
        Assert.InRange(s_page.Fenced - s_page.Examples.Count, 0, 2);
    }

    /// <summary>The packages that lie beside the tests, without those that every project here has.</summary>
    private static MetadataReference[] References()
    {
        string[] prefixes = ["Microsoft.ML", "Microsoft.Data.Analysis", "NetGen.Data", "NetGen.ML"];
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. platform.Split(Path.PathSeparator)
                .Where(path => prefixes.Any(prefix => Path.GetFileName(path).StartsWith(prefix, StringComparison.Ordinal)))
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }
}
