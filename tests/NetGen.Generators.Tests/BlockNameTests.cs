using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests;

/// <summary>The names of a block's parameters count exactly as declared, in all characters C# allows.</summary>
public sealed class BlockNameTests
{
    [Theory]
    [InlineData("int N, int n", "nameof(n)", "32, 7", 7)]
    [InlineData("int N, int n", "nameof(N)", "32, 7", 32)]
    [InlineData("int N, int n", "$\"{nameof(N)} - 3 * {nameof(n)}\"", "32, 7", 11)]
    [InlineData("int Width", "\"width\"", "32", 4)]
    [InlineData("int Width", "nameof(Width)", "32", 32)]
    [InlineData("int width", "\"width\"", "32", 32)]
    [InlineData("int Hidden", "nameof(Hidden)", "16", 16)]
    [InlineData("int _hidden, int __hidden", "\"__hidden\"", "16, 17", 17)]
    [InlineData("int @class, int Class", "nameof(@class)", "5, 6", 5)]
    [InlineData("int @class, int Class", "\"2 * @class\"", "5, 6", 10)]
    [InlineData("int @plain", "nameof(plain)", "5", 5)]
    [InlineData("int größe, int Größe", "nameof(größe)", "5, 6", 5)]
    [InlineData("int e\u0301, int \u00e9", "nameof(e\u0301)", "5, 6", 5)]
    [InlineData("int e\u0301, int \u00e9", "\"\u00e9 + 1\"", "5, 6", 7)]
    [InlineData("int na\u0303o_\u0967", "\"2*na\u0303o_\u0967\"", "5", 10)]
    [InlineData("int \\u0061b, int Ab", "\"ab\"", "5, 6", 5)]
    [InlineData("int a\u200db", "\"ab\"", "5", 5)]
    [InlineData("int ab", "\"a\u200db\"", "5", 5)]
    [InlineData("int \u2167", "nameof(\u2167)", "5", 5)]
    [InlineData("int size = 9, int Size = 8", "nameof(Size)", "", 8)]
    [InlineData("int size = 9, int Size = 8", "nameof(Size)", "Size: 3", 3)]
    public void A_number_is_found_by_its_name_and_no_other(string parameters, string size, string arguments, int outputs)
    {
        GeneratorRun run = Compiles($$"""
            using NetGen;
            public sealed partial class B({{parameters}}) : BlockAttribute { [Linear({{size}}), Relu] public partial Layer A { get; } }
            [Network, Input(4), MseLoss] public partial class Net
            {
                [B({{arguments}})] public partial Layer Body { get; }
                [Linear(1)] public partial Layer Head { get; }
            }
            """);

        Assert.Equal($"{outputs}", OutputOf("Body", run));
    }

    [Fact]
    public void A_property_of_a_block_is_named_as_declared()
    {
        GeneratorRun run = Compiles("""
            using NetGen;
            public sealed partial class B(int size) : BlockAttribute
            {
                public int Size { get; set; } = 1;
                public int Given => size;
                [Linear(nameof(Size))] public partial Layer A { get; }
            }
            [Network, Input(4), MseLoss] public partial class Net
            {
                [B(7, Size = 5)] public partial Layer Body { get; }
                [Linear(1)] public partial Layer Head { get; }
            }
            """);

        Assert.Equal("5", OutputOf("Body", run));
    }

    [Theory]
    [InlineData("string memory, string Memory", "nameof(Memory)")]
    [InlineData("string MEMORY, string Memory", "nameof(Memory)")]
    [InlineData("string @base, string @class", "nameof(@class)")]
    [InlineData("string e\u0301, string \u00e9", "nameof(\u00e9)")]
    public void A_stage_is_found_by_its_name_and_no_other(string parameters, string source)
    {
        GeneratorRun run = Compiles($$"""
            using NetGen;
            public sealed partial class Decode({{parameters}}) : BlockAttribute { [From({{source}})] public partial Layer A { get; } }
            [Network, Input(4), MseLoss]
            public partial class Net
            {
                [Linear(3)] public partial Layer Three { get; }
                [Linear(5)] public partial Layer Five { get; }
                [Decode(nameof(Three), nameof(Five)), Concat(nameof(Three))] public partial Layer Body { get; }
            }
            """);

        Assert.Equal("8", OutputOf("Body", run));
    }

    [Fact]
    public void Names_in_blocks_within_blocks_count_as_declared()
    {
        GeneratorRun run = Compiles("""
            using NetGen;
            public sealed partial class Inner(string Size, string size) : BlockAttribute
            {
                [Linear(nameof(Size)), Linear(nameof(size))] public partial Layer A { get; }
            }
            public sealed partial class Outer(int N, int n) : BlockAttribute
            {
                [Inner(nameof(N), nameof(n))] public partial Layer A { get; }
            }
            [Network, Input(4), MseLoss] public partial class Net
            {
                [Outer(9, 5)] public partial Layer Body { get; }
                [Linear(1)] public partial Layer Head { get; }
            }
            """);

        Assert.Equal("5", OutputOf("Body", run));
        Assert.Contains("N: 9, n: 5", run.Files["Net.Overview.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>Without a diagnostic, and without an error or warning in generated code.</summary>
    private static GeneratorRun Compiles(string source)
    {
        GeneratorRun run = Harness.Run(source);
        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Problems);
        return run;
    }

    /// <summary>The stage's output in the table of stages.</summary>
    private static string OutputOf(string stage, GeneratorRun run) =>
        Regex.Match(run.Files["Net.Overview.g.cs"], $@"^ *{stage} .*?  (\S+)  +[\d,]+  +[\d.]+ *$", RegexOptions.Multiline).Groups[1].Value;
}
