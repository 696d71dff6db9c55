using System.Globalization;
using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>A member of the user's own that meets a generated one is one error, on the member; one that does not is left alone.</summary>
public sealed class OwnMemberTests
{
    private const string Single = "Input(4), MseLoss";
    private const string Parts = "Input(4, Name = \"Left\"), Input(4, Name = \"Right\"), "
        + "MseLoss(On = nameof(Head)), MseLoss(On = nameof(Side))";
    private const string Tokens = "TokenInput(5, 4), CrossEntropyLoss";

    [Theory]
    [InlineData(Single, "public class «Trainer»;")]
    [InlineData(Single, "public int «Trainer» => 1;")]
    [InlineData(Single, "private enum «Trainer» { One }")]
    [InlineData(Single, "private delegate void «Trainer»();")]
    [InlineData(Single, "public void «Trainer»() { }")]
    [InlineData(Single, "public void «Trainer»(int a) { }")]
    [InlineData(Single, "public override string «Summary»() => \"\";")]
    [InlineData(Single, "public string «Summary»() => \"\";")]
    [InlineData(Single, "public string «Summary» => \"\";")]
    [InlineData(Single, "public const string «ToMermaid» = \"\";")]
    [InlineData(Single, "public string Summary(int a) => \"\"; public string «Summary»() => \"\";")]
    [InlineData(Single, "public event System.Action? «CreateTrainer»;")]
    [InlineData(Single, "public object «CreateTrainer»(Optimizer optimizer, int batchSize, TrainerOptions options) => 1;")]
    [InlineData(Single, "public object «CreateTrainer»(Optimizer optimizer, System.Int32 batchSize, NetGen.TrainerOptions? options) => 1;")]
    [InlineData(Single, "protected override NetGen.Runtime.InferenceProgram<float> «CreateInference»(int a, int b) => null!;")]
    [InlineData(Single, "private int «_netGenStage0»;")]
    [InlineData(Single, "private void «_netGenStage0»() { }")]
    [InlineData("Input(4)", "public object «CreateTrainer»(Optimizer optimizer, int batchSize, TrainerOptions options) => 1;")]
    [InlineData(Parts, "public int «Inputs» => 1;")]
    [InlineData(Parts, "public record «Outputs»(int A);")]
    [InlineData(Parts, "public struct «Targets»;")]
    [InlineData(Parts, "public float[] «Predict»(Inputs inputs) => [];")]
    [InlineData(Tokens, "public float[] «Predict»(System.ReadOnlySpan<int> tokens) => [];")]
    [InlineData(Tokens, "public int «CreateDecoder»() => 1;")]
    [InlineData(Tokens, "protected int «CreateDecoding» => 1;")]
    public void It_is_reported_where_it_stands(string network, string members)
    {
        string marked = Source(network, members);
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        string name = marked[(start + 1)..marked.IndexOf('»', StringComparison.Ordinal)];

        GeneratorRun run = Run(marked);

        Diagnostic diagnostic = Assert.Single(run.Diagnostics.Where(static d => d.Id != "NG0030"));
        Assert.Equal("NG0070", diagnostic.Id);
        Assert.Equal((start, name.Length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains($"'{name}'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Problems, static d => d.Id != "CS0246");
    }

    [Theory]
    [InlineData(Single, "public int Inputs => 1; public class Outputs; public const int Targets = 2;")]
    [InlineData(Single, "public string Summary(string title) => title + Summary(); public string Summary<T>() => \"\";")]
    [InlineData(Single, "public Trainer CreateTrainer(float rate) => CreateTrainer(new Adam(rate), 8);")]
    [InlineData(Single, "public object CreateTrainer(Optimizer optimizer, ref int batchSize, TrainerOptions options) => 1;")]
    [InlineData(Single, "public int CreateDecoder => 1; private int _netGen; private int _netGenStage;")]
    [InlineData(Single, "string IModel.Summary() => Summary(); public interface IModel { string Summary(); }")]
    [InlineData(Tokens, "public float[] Predict(string text) => Predict([1, 2, text.Length]);")]
    [InlineData(Single, "public override string ToString() => Summary(); private int Step, Fit, Optimizer, Layer, System, global;")]
    public void One_that_meets_nothing_is_left_alone(string network, string members)
    {
        string declaration = members.Contains("IModel", StringComparison.Ordinal) ? "partial class Net : Net.IModel" : "partial class Net";
        string source = Source(network, members).Replace("partial class Net", declaration, StringComparison.Ordinal);
        GeneratorRun run = Run(source);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems);
    }

    [Theory]
    [InlineData("_netGenStage0")]
    [InlineData("Trainer")]
    [InlineData("CreateDecoder")]
    [InlineData("Outputs")]
    [InlineData("Save")]
    [InlineData("ParameterCount")]
    [InlineData("Store")]
    [InlineData("GetHashCode")]
    [InlineData("Costs")]
    [InlineData("FlopsPerSample")]
    [InlineData("OutputShape")]
    public void A_stage_named_so_is_one_error(string name)
    {
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(4), MseLoss] public partial class Net { "
                + $"[Linear(1)] public new partial Layer {name} {{ get; }} }}");

        Assert.Equal(["NG0008"], run.Diagnostics.Concat(run.Problems).Select(static d => d.Id));
    }

    /// <summary>In a block the user's own ToString wins, and no other name is taken.</summary>
    [Theory]
    [InlineData("public override string ToString() => \"mine\";")]
    [InlineData("public new string ToString() => \"mine\";")]
    [InlineData("public string ToString(int a) => \"mine\";")]
    [InlineData("private int size2; public int Declared => size2++; public new string Input => \"\";")]
    [InlineData("public override object TypeId => this; private int Size => 1;")]
    [InlineData("private void size() { }")]
    public void A_block_s_own_members_stand_beside_generated_ones(string members)
    {
        GeneratorRun run = Harness.Run($$"""
            using NetGen;
            public partial class Part(int size, int Length = 3) : BlockAttribute
            {
                {{members}}
                [Linear(nameof(size)), Linear(nameof(Length))] public partial Layer A { get; }
            }
            [Network, Input(4), MseLoss] public partial class Net { [Part(2)] public partial Layer Head { get; } }
            """);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void A_block_whose_base_seals_ToString_is_completed()
    {
        GeneratorRun run = Harness.Run("""
            using NetGen;
            public abstract class Base : BlockAttribute { public sealed override string ToString() => "base"; }
            public partial class Part(int size) : Base { [Linear(nameof(size))] public partial Layer A { get; } }
            [Network, Input(4), MseLoss] public partial class Net { [Part(2)] public partial Layer Head { get; } }
            """);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems);
    }

    /// <summary>What the front end looks for is what the emitter writes.</summary>
    [Fact]
    public void Every_generated_member_has_a_name_that_is_looked_for()
    {
        string[] sources = [Source(Single, ""), Source(Parts, ""), Source(Tokens, ""), Source("Input(4)", "")];
        string[] names = [.. sources
            .SelectMany(source => SurfaceMembers.In(Harness.Run(IlgpuProject.References, source).Files["Net.g.cs"]))
            .Select(static m => m.Name)
            .Distinct()];

        Assert.All(names, name => Assert.True(SurfaceMembers.MayBeNamed(name), name));
        HashSet<string> expected =
            ["Trainer", "CreateTrainer", "Inputs", "Outputs", "Targets", "Predict", "CreateDecoder", "_netGenStage0"];
        Assert.Superset(expected, names.ToHashSet());
    }

    private static GeneratorRun Run(string marked) => Harness.Run(string.Concat(marked.Where(static c => c is not '«' and not '»')));

    private static string Source(string network, string members)
    {
        string stages = network.StartsWith("Token", StringComparison.Ordinal)
            ? "[Embedding(4), CausalSelfAttention(2), Linear(5)] public partial Layer Head { get; }"
            : network == Parts
            ? "[Concat(\"Left\", \"Right\"), Linear(2)] public partial Layer Head { get; } "
                + "[From(\"Left\"), Linear(2)] public partial Layer Side { get; }"
            : "[Linear(2)] public partial Layer Head { get; }";
        return "#pragma warning disable CS0108, CS0109, CS0114, CS0169, CS0067, CS8981\n"
            + $"using NetGen; [Network, {network}] public partial class Net {{ {stages} {members} }}";
    }
}
