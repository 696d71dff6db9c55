using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>Generated code repeats a stage's modifiers as they were declared.</summary>
public sealed class StageModifierTests
{
    public static TheoryData<string> Modifiers =>
    [
        "", "public", "internal", "private", "protected", "protected internal", "private protected", "internal protected",
        "new", "public new", "new internal", "unsafe", "public unsafe new",
    ];

    [Theory]
    [MemberData(nameof(Modifiers))]
    public void A_network_s_stage_may_have_them(string modifiers) => Compiles($$"""
        using NetGen;
        [Network, Input(4), MseLoss] public partial class Net
        {
            [Linear(3)] {{modifiers}} partial Layer Body { get; }
            [Linear(2)] {{modifiers}} partial Layer @class { get; }
        }
        """);

    [Theory]
    [MemberData(nameof(Modifiers))]
    public void A_block_s_stage_may_have_them(string modifiers) => Compiles($$"""
        using NetGen;
        public partial class Part : BlockAttribute { [Linear(2)] {{modifiers}} partial Layer A { get; } }
        [Network, Input(4), MseLoss] public partial class Net { [Part] public partial Layer Head { get; } }
        """);

    [Theory]
    [InlineData("public abstract Layer A { get; }", "public override")]
    [InlineData("public abstract Layer A { get; }", "public sealed override")]
    [InlineData("protected virtual Layer A => Declared;", "protected sealed override")]
    [InlineData("public Layer A => Declared;", "public new")]
    public void A_block_s_stage_may_override_or_hide(string inherited, string modifiers)
    {
        GeneratorRun run = Compiles($$"""
            using NetGen;
            public abstract class Base : BlockAttribute { {{inherited}} }
            public partial class Part : Base { [Linear(2)] {{modifiers}} partial Layer A { get; } }
            [Network, Input(4), MseLoss] public partial class Net { [Part] public partial Layer Head { get; } }
            """);

        Assert.Contains("Net.Backward.g.cs", run.Files.Keys);
    }

    /// <summary>What makes no sense on a stage is one diagnostic on it, in a network and in a block.</summary>
    [Theory]
    [InlineData("public static partial Layer A { get; }", "static")]
    [InlineData("public virtual partial Layer A { get; }", "virtual")]
    [InlineData("static partial Layer A { get; }", "static")]
    public void What_makes_no_sense_on_a_stage_is_one_error(string stage, string reason)
    {
        GeneratorRun network = Harness.Run(
            "using NetGen; [Network, Input(4), MseLoss] public partial class Net { "
                + $"[Linear(2)] {stage} public static Net New() => new(seed: 1); }}");
        GeneratorRun block = Harness.Run(
            $"using NetGen; public partial class Part : BlockAttribute {{ [Linear(2)] {stage} }}",
            "using NetGen; [Network, Input(4), MseLoss] public partial class Net { [Part] public partial Layer Head { get; } }");

        foreach (GeneratorRun run in new[] { network, block })
        {
            Diagnostic diagnostic = Assert.Single(run.Diagnostics.Concat(run.Problems));
            Assert.Equal("NG0006", diagnostic.Id);
            Assert.Contains(reason, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_generic_block_is_completed_under_its_type_parameters() => Compiles("""
        using NetGen;
        public partial class Part<T>(int size) : BlockAttribute where T : class { [Linear(nameof(size))] public partial Layer A { get; } }
        [Network, Input(4), MseLoss] public partial class Net { [Part<string>(3)] public partial Layer Head { get; } }
        """);

    private static GeneratorRun Compiles(string source)
    {
        GeneratorRun run = Harness.Run(source);
        Assert.Empty(run.Diagnostics);
        Assert.DoesNotContain(run.Problems, static d => d.Id != "CS0227");
        return run;
    }
}
