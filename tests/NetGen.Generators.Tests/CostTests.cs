using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generators.Tests;

/// <summary>What the build says of costs is what the runtime does.</summary>
public sealed class CostTests
{
    /// <summary>Bytes of one sum that are no part of the figures: alignment and bookkeeping of some twenty blocks.</summary>
    private const long Unnamed = 400_000;

    private const string Sequences = """
        using NetGen;
        [Network, TokenInput(50, 20, Name = "Words", Padding = 0), Input(20, 3, Name = "Numbers")]
        [CrossEntropyLoss(On = nameof(Kind), SampleWeights = true), MseLoss(On = nameof(Size))]
        public partial class Sequences
        {
            [From("Words"), Embedding(64), Lstm(128, SkipPadding = "Words")] public partial Layer Read { get; }
            [From("Numbers"), Linear(128), Add(nameof(Read)), Dropout(0.2f), Linear(256), BatchNorm, Relu]
            public partial Layer Both { get; }
            [MeanOver(Axis.Length), Linear(7)] public partial Layer Kind { get; }
            [From(nameof(Both)), Linear(2), Frozen] public partial Layer Size { get; }
        }
        """;

    private static readonly Lazy<Assembly> s_networks = new(() =>
        Harness.Load(Harness.Run(Networks.DigitClassifier, Networks.ResidualMlp, Sequences), "CostProject", "NG0083"));

    public static TheoryData<string> Names => ["DigitClassifier", "ResidualMlp", "Sequences"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_work_are_the_sums_of_the_stages(string name)
    {
        Type costs = Costs(name);
        Type[] stages = costs.GetNestedTypes();
        object network = Create(name);

        Assert.Equal(network.GetType().GetProperty("ParameterCount")!.GetValue(network), Constant(costs, "ParameterCount"));
        Assert.Equal(Constant(costs, "ParameterCount"), stages.Sum(stage => (long)Constant(stage, "ParameterCount")));
        Assert.Equal(Constant(costs, "FlopsPerSample"), stages.Sum(stage => (long)Constant(stage, "FlopsPerSample")));
        Assert.InRange((long)Constant(costs, "TrainingFlopsPerSample"), 2 * (long)Constant(costs, "FlopsPerSample"), long.MaxValue);
        Assert.All(stages, stage => Assert.Equal(
            $"{((Layer)network.GetType().GetProperty(stage.Name)!.GetValue(network)!).OutputShape}",
            Constant(stage, "OutputShape")));
    }

    /// <summary>A batch of twice as many samples needs so much more: to the byte, but for the rounding of objects.</summary>
    [Theory]
    [InlineData("DigitClassifier", 1)]
    [InlineData("DigitClassifier", 2)]
    [InlineData("ResidualMlp", 1)]
    [InlineData("Sequences", 1)]
    [InlineData("Sequences", 3)]
    public void A_trainer_allocates_what_the_constants_say(string name, int threads)
    {
        Trainer(name, 4, threads, new AdamW(1e-3f)); // What is made once.
        long small = Trainer(name, 24, threads, new AdamW(1e-3f)), large = Trainer(name, 48, threads, new AdamW(1e-3f));
        long plain = Trainer(name, 48, threads, new Sgd(0.1f));

        Assert.InRange(large - small - (Training(name, 48, threads, 2) - Training(name, 24, threads, 2)), -2_000, 2_000);
        Assert.InRange(large - plain - (Training(name, 48, threads, 2) - Training(name, 48, threads, 0)), -2_000, 40_000);
        Assert.InRange(large - Training(name, 48, threads, 2), 0, Unnamed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_prediction_allocates_what_the_constants_say(string name)
    {
        Inference(name, 2);
        long small = Inference(name, 30), large = Inference(name, 60);

        Assert.InRange(large - small - (Peak(name, 60) - Peak(name, 30)), -2_000, 2_000);
        Assert.InRange(large - Peak(name, 60), 0, Unnamed);
        long Peak(string network, int samples) => (long)Costs(network).GetMethod("PeakInferenceBytes")!.Invoke(null, [samples, 1])!;
    }

    [Fact]
    public void Costs_are_constants()
    {
        GeneratorRun run = Harness.Run(Networks.Tiny, """
            internal static class Reader
            {
                [System.Obsolete("has " + Tiny.Costs.OutputShape)]
                internal const long Bytes = 4 * Tiny.Costs.ParameterCount + Tiny.Costs.Head.FlopsPerSample;
            }
            """);

        Assert.Empty(run.Problems);
        Type reader = Harness.Load(run, "ConstantProject").GetType("Reader", throwOnError: true)!;
        Assert.Equal(4L * 50 + 80, reader.GetField("Bytes", BindingFlags.Static | BindingFlags.NonPublic)!.GetRawConstantValue());
    }

    [Theory]
    [InlineData("/// <summary>Mine: <see cref=\"Head\"/> &lt; 3.</summary>", "Mine:", "P:Net.Head", "3.")]
    [InlineData("/// <summary>\n/// Two\n/// lines.\n/// </summary>\n/// <remarks>Far.</remarks>", "Two", "lines.", "Far.")]
    [InlineData("/// <remarks>Only this.</remarks>", "Only this.")]
    [InlineData("/// <value>It.</value><seealso cref=\"System.String\"/>", "It.", "T:System.String")]
    [InlineData("")]
    public void A_stage_shows_what_the_user_wrote_and_what_it_costs(string comment, params string[] own)
    {
        GeneratorRun run = Harness.Run(
            $"using NetGen; [Network, Input(4), MseLoss] public partial class Net {{\n{comment}\n"
                + "[Linear(3), Tanh] public partial Layer Stem { get; } [Linear(1)] public partial Layer Head { get; } }");
        string shown = run.Output.GetTypeByMetadataName("Net")!.GetMembers("Stem").Single().GetDocumentationCommentXml()!;

        Assert.Empty(run.Problems);
        string summary = XElement.Parse(shown).Element("summary")!.Value;
        Assert.Contains("Linear → Tanh: output 3.", summary, StringComparison.Ordinal);
        Assert.Contains("15 parameters, 24 FLOPs a sample.", summary, StringComparison.Ordinal);
        Assert.All(own, text => Assert.Contains(text, shown, StringComparison.Ordinal));
    }

    [Fact]
    public void Documentation_that_is_no_XML_leaves_the_build_s()
    {
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(4), MseLoss] public partial class Net {\n/// <summary>Open\n"
                + "[Linear(3)] public partial Layer Stem { get; } }");

        Assert.Empty(run.Problems);
        Assert.Contains("output 3.", run.Files["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_that_is_kept_is_no_error()
    {
        GeneratorRun run = Harness.Run(Networks.Tiny.Replace(
            "CrossEntropyLoss]", "CrossEntropyLoss, Budget(Parameters = 50, Flops = 80, TrainingBytes = 1e6, InferenceBytes = 1e5)]",
            StringComparison.Ordinal));

        Assert.Empty(run.Diagnostics);
        Assert.Contains("Tiny.Backward.g.cs", run.Files.Keys);
    }

    [Fact]
    public void A_network_over_its_budget_still_has_its_code()
    {
        GeneratorRun run = Harness.Run(Networks.Tiny.Replace(
            "CrossEntropyLoss]", "CrossEntropyLoss, Budget(Flops = 79)]", StringComparison.Ordinal));

        Assert.Equal(["NG0100"], run.Ids);
        Assert.Contains("Tiny.Backward.g.cs", run.Files.Keys);
        Assert.Equal(["NG0100"], Harness.Run(Networks.Tiny.Replace(
            "CrossEntropyLoss]", "CrossEntropyLoss, Budget(TrainingBytes = 9000, BatchSize = 1000)]", StringComparison.Ordinal)).Ids);
    }

    [Fact]
    public void A_step_is_limited_where_there_is_one_only() => Assert.Equal(
        ["NG0030", "NG0058"],
        Harness.Run(Networks.Tiny.Replace("CrossEntropyLoss]", "Budget(TrainingBytes = 10)]", StringComparison.Ordinal)).Ids.Order());

    /// <summary>dotnet_diagnostic.NG0101.severity in an .editorconfig.</summary>
    [Theory]
    [InlineData(ReportDiagnostic.Default, 0)]
    [InlineData(ReportDiagnostic.Suppress, 0)]
    [InlineData(ReportDiagnostic.Info, 3)]
    [InlineData(ReportDiagnostic.Warn, 3)]
    public void Every_stage_tells_its_shape_and_costs_where_a_line_asks_for_it(ReportDiagnostic severity, int expected)
    {
        CSharpCompilation plain = Harness.Compilation(Networks.DigitClassifier);
        CSharpCompilation compilation = plain.WithOptions(plain.Options.WithSyntaxTreeOptionsProvider(new EditorConfig(severity)));
        Harness.Driver().RunGeneratorsAndUpdateCompilation(compilation, out _, out ImmutableArray<Diagnostic> found);

        Assert.Equal(expected, found.Count(static d => d.Id == Descriptors.StageCosts));
        if (expected > 0)
        {
            Assert.Equal("Stem: output 32×14×14; 352 parameters, 0.5 MFLOPs a sample", found[0].GetMessage(CultureInfo.InvariantCulture));
            Assert.Equal("Stem", compilation.SyntaxTrees[0].GetText().ToString(found[0].Location.SourceSpan));
        }
    }

    private static Type Costs(string name) => s_networks.Value.GetType(name, throwOnError: true)!.GetNestedType("Costs")!;

    private static object Constant(Type type, string name) => type.GetField(name)!.GetRawConstantValue()!;

    private static object Create(string name) => Activator.CreateInstance(s_networks.Value.GetType(name, throwOnError: true)!, 1)!;

    private static long Training(string name, int samples, int threads, int slots) =>
        (long)Costs(name).GetMethod("PeakTrainingBytes")!.Invoke(null, [samples, threads, slots])!;

    /// <summary>Bytes allocated for a network and its trainer.</summary>
    private static long Trainer(string name, int samples, int threads, Optimizer optimizer) => Allocated(() =>
    {
        TrainerOptions options = new() { Threads = threads };
        object network = Create(name);
        return network is Network<double> wide ? wide.NewTrainer(optimizer, samples, options)
            : ((Network<float>)network).NewTrainer(optimizer, samples, options);
    });

    private static long Inference(string name, int samples) => Allocated(() =>
    {
        object network = Create(name);
        return network is Network<double> wide ? wide.NewInference(samples, 1) : ((Network<float>)network).NewInference(samples, 1);
    });

    /// <summary>The least of a few times: a collection in between counts what was left of the thread's buffer, too.</summary>
    private static long Allocated(Func<IDisposable> create) => Enumerable.Range(0, 4).Min(_ =>
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        IDisposable made = create();
        long after = GC.GetAllocatedBytesForCurrentThread();
        made.Dispose();
        return after - before;
    });

    private sealed class EditorConfig(ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = diagnosticId == Descriptors.StageCosts ? severity : ReportDiagnostic.Default;
            return diagnosticId == Descriptors.StageCosts && severity != ReportDiagnostic.Default;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = ReportDiagnostic.Default;
            return false;
        }
    }
}
