using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NetGen.Generators.Tests;

/// <summary>Networks that stand in stages of others.</summary>
public sealed class SubnetworkTests
{
    private const string Encoder = """
        using NetGen;
        namespace Parts
        {
            [Network, Input(1, 8, 8), CrossEntropyLoss]
            public partial class Encoder
            {
                [Conv2d(3, Padding = 1, Bias = false), BatchNorm, Relu] public partial Layer Stem { get; }
                [Flatten, Linear(5)] public partial Layer Code { get; }
            }
        }
        """;

    private static readonly string[] s_inside =
        ["Stem.conv2d0.weight", "Stem.batchnorm0.weight", "Stem.batchnorm0.bias", "Code.linear0.weight", "Code.linear0.bias",
            "Stem.batchnorm0.running_mean", "Stem.batchnorm0.running_var"];

    [Fact]
    public void Parameters_are_named_behind_the_stage()
    {
        GeneratorRun run = Compiles(Encoder, User("1, 8, 8", "Subnetwork(typeof(Parts.Encoder))"));

        Assert.Equal(
            s_inside.Select(static name => $"Body.{name}").Append("Head.linear0.bias").Append("Head.linear0.weight")
                .Order(StringComparer.Ordinal),
            Names(run, "Net").Order(StringComparer.Ordinal));
        Assert.Contains("Subnetwork(Encoder): output 5", run.Files["Net.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Networks", run.Files["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_other_operations_they_are_counted()
    {
        GeneratorRun run = Compiles(
            Encoder, User("1, 16, 16", "MaxPool2d(2), Subnetwork(typeof(Parts.Encoder)), Tanh"));

        Assert.Empty(s_inside.Select(static name => $"Body.encoder0.{name}").Except(Names(run, "Net")));
        Assert.Contains("Networks = [\"encoder0\"]", run.Files["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_in_a_network_in_a_network_is_one()
    {
        GeneratorRun run = Compiles(
            Encoder,
            "using NetGen; [Network, Input(1, 8, 8)] public partial class Middle { "
                + "[Subnetwork(typeof(Parts.Encoder))] public partial Layer Eye { get; } [Linear(4)] public partial Layer Neck { get; } }",
            User("1, 8, 8", "Subnetwork(typeof(Middle)), Relu"));

        Assert.Contains("Body.middle0.Eye.Code.linear0.weight", Names(run, "Net"));
        Assert.Contains("Networks = [\"middle0\"]", run.Files["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_repetition_is_one()
    {
        GeneratorRun run = Compiles(
            "using NetGen; [Network, Input(4)] public partial class Part { [Linear(4), Tanh] public partial Layer A { get; } }",
            User("4", "Subnetwork(typeof(Part)), Repeat(2)"));

        Assert.Contains("Networks = [\"0\", \"1\"]", run.Files["Net.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_a_referenced_project_stands_in_one_of_this()
    {
        Compilation library = Harness.Run(Encoder).Output.WithAssemblyName("Parts");
        using MemoryStream image = new();
        Assert.True(library.Emit(image).Success);
        MetadataReference reference = MetadataReference.CreateFromImage(image.ToArray());

        GeneratorRun own = Compiles(Encoder, User("1, 8, 8", "Subnetwork(typeof(Parts.Encoder))"));
        GeneratorRun run = Harness.Run([reference], User("1, 8, 8", "Subnetwork(typeof(Parts.Encoder))"));
        GeneratorRun wrong = Harness.Run([reference], User("3, 8, 8", "Subnetwork(typeof(Parts.Encoder))"));

        Assert.Empty(run.Problems);
        Assert.All(run.Files, file => Assert.Equal(own.Files[file.Key], file.Value));
        Assert.Equal(["NG0011"], wrong.Ids);
        string message = wrong.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("3×8×8", message, StringComparison.Ordinal);
        Assert.Contains("1×8×8", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_in_each_other_are_an_error_of_both()
    {
        GeneratorRun run = Harness.Run("""
            using NetGen;
            [Network, Input(4), MseLoss] partial class A { [Subnetwork(typeof(B))] public partial Layer S { get; } }
            [Network, Input(4), MseLoss] partial class B { [Linear(4), Subnetwork(typeof(A))] public partial Layer S { get; } }
            """);

        Assert.Equal(["NG0052", "NG0052"], run.Ids);
        Assert.Contains("A → B → A", run.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("B → A → B", run.Diagnostics[1].GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal([1, 2], run.Diagnostics.Select(static d => d.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public void What_is_wrong_in_a_network_is_told_there_and_once_where_it_stands()
    {
        GeneratorRun run = Harness.Run(
            "using NetGen; [Network, Input(4)] public partial class Part { [Linear(8), Residual] public partial Layer A { get; } }",
            User("4", "Subnetwork(typeof(Part))"));

        Assert.Equal(["NG0023", "NG0059"], run.Ids.Where(static id => id != "NG0030").Order(StringComparer.Ordinal));
        Diagnostic use = run.Diagnostics.Single(static d => d.Id == "NG0059");
        Assert.Equal("File1.cs", use.Location.SourceTree!.FilePath);
        Assert.Contains("NG0023", use.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_that_is_not_there_is_left_to_the_C_compiler() =>
        Assert.Empty(Harness.Run(User("4", "Subnetwork(typeof(Missing))")).Ids);

    private static string User(string input, string operations) =>
        $"using NetGen; [Network, Input({input}), MseLoss] public partial class Net {{ "
            + $"[{operations}] public partial Layer Body {{ get; }} [Linear(2)] public partial Layer Head {{ get; }} }}";

    private static GeneratorRun Compiles(params string[] sources)
    {
        GeneratorRun run = Harness.Run(sources);
        Assert.Empty(run.Problems);
        Assert.DoesNotContain(run.Ids, static id => id != "NG0030");
        return run;
    }

    private static IEnumerable<string> Names(GeneratorRun run, string network) =>
        Regex.Matches(run.Files[$"{network}.Parameters.g.cs"], @"new\(""([^""]+)""").Select(static match => match.Groups[1].Value);
}
