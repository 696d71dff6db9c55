using System.Text.RegularExpressions;

namespace NetGen.Generators.Tests;

/// <summary>For frozen stages a training step computes no gradient, and has no memory for any.</summary>
public sealed class FrozenTests
{
    private const string Stem = "[Conv2d(4, Padding = 1, Bias = false), BatchNorm, Relu@] public partial Layer Stem { get; } ";
    private const string Body = "[Conv2d(4, Padding = 1), BatchNorm, Relu@] public partial Layer Body { get; } ";
    private const string Head = "[Flatten, Linear(3)] public partial Layer Head { get; } ";

    [Fact]
    public void Nothing_goes_back_into_a_frozen_stem()
    {
        string[] trained = Backward(Stem, Body, Head), frozen = Backward(Frozen(Stem), Body, Head);

        // Of the stem, nothing; and the first convolution behind it gives no gradient to its input.
        Assert.Contains(trained, title => title.StartsWith("∂Stem", StringComparison.Ordinal));
        Assert.DoesNotContain(frozen, title => title.Contains("∂Stem", StringComparison.Ordinal));
        Assert.Contains("∂Body.conv2d0", string.Join('\n', trained.Select(InputGradient)), StringComparison.Ordinal);
        Assert.DoesNotContain("∂Body.conv2d0", string.Join('\n', frozen.Select(InputGradient)), StringComparison.Ordinal);
        Assert.Contains(frozen, title => title.StartsWith("∂Body.conv2d0.weight", StringComparison.Ordinal));
    }

    [Fact]
    public void Through_a_frozen_stage_goes_the_gradient_of_its_input_alone()
    {
        string[] frozen = Backward(Stem, Frozen(Body), Head);

        Assert.Contains(frozen, title => title.StartsWith("∂Stem.conv2d0.weight", StringComparison.Ordinal));
        Assert.DoesNotContain(frozen, title => Regex.IsMatch(title, @"∂Body\.\w+\.(weight|bias)"));
    }

    [Fact]
    public void The_optimizer_has_the_trained_weights_alone()
    {
        GeneratorRun run = Run(Frozen(Stem), Frozen(Body), Head);

        // 4 × 64 × 3 weights and 3 biases, in blocks of 16.
        Assert.Matches(@"\(\d+, 784, ", run.Files["Net.g.cs"]);
        Assert.Contains(
            "new(\"Stem.conv2d0.weight\", 784, false, ParameterStart.HeUniform, FanIn: 9, FanOut: 36, new Shape(4, 1, 3, 3)) "
                + "{ IsFrozen = true }",
            run.Files["Net.Parameters.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Conv2d → BatchNorm → Relu (frozen)", run.Files["Net.Overview.g.cs"], StringComparison.Ordinal);
        Assert.Contains("200 of them frozen", run.Files["Net.Overview.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("running_mean,", run.Files["Net.Forward.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>For what a trainer freezes: calls are left out by the last stage that they serve.</summary>
    [Fact]
    public void What_only_first_stages_need_is_under_a_condition()
    {
        GeneratorRun run = Run(Stem, Body, Head);
        string backward = run.Files["Net.Backward.g.cs"];
        int ofStem = backward.IndexOf("if (FirstTrained <= 0)", StringComparison.Ordinal);
        int ofBody = backward.IndexOf("if (FirstTrained <= 1)", StringComparison.Ordinal);

        Assert.InRange(ofBody, 0, backward.IndexOf(": ∂Body.conv2d0.weight", StringComparison.Ordinal));
        Assert.InRange(ofStem, ofBody, backward.IndexOf(": ∂Stem.conv2d0.weight", StringComparison.Ordinal));
        Assert.InRange(backward.IndexOf(": ∂Head.linear0.weight", StringComparison.Ordinal), 0, backward.Length);
        Assert.DoesNotContain("FirstTrained <= 2", backward, StringComparison.Ordinal);
        Assert.Contains("TrainedStages = [\"Stem\", \"Body\", \"Head\"]", run.Files["Net.Training.Memory.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("FirstTrained", Run(Frozen(Stem), Frozen(Body), Head).Files["Net.Backward.g.cs"], StringComparison.Ordinal);

        // What is updated with its gradient, in a condition or not, is not updated at the end again.
        string linear = Run("[Flatten, Linear(5), Tanh] public partial Layer A { get; } ", "[Linear(3)] public partial Layer B { get; } ")
            .Files["Net.Training.Memory.g.cs"];
        Assert.Matches(@"UpdatedEarly = \[new\(\d+\), new\(\d+\)\]", linear);
    }

    [Fact]
    public void A_bias_before_a_frozen_BatchNorm_counts()
    {
        Assert.Equal(["NG0081"], Harness.Run(Source(Body, Head)).Ids);
        Assert.Empty(Harness.Run(Source(Frozen(Body), Head)).Ids);
    }

    /// <summary>Repeated kernels go through arrays of weights, of which only some may be trained.</summary>
    [Fact]
    public void Weights_without_a_loss_lie_in_one_array_with_trained_ones()
    {
        GeneratorRun run = Harness.Run("""
            using NetGen;
            [Network, Input(8, 4), ContrastiveLoss] public partial class Net
            {
                [Add("input")] public partial Layer First { get; }
                [SelfAttention(2), Output] public partial Layer Untrained { get; }
                [From(nameof(First)), CrossAttention("input", 4), CausalSelfAttention(4), CrossAttention(nameof(First), 2)]
                public partial Layer Body { get; }
                [PRelu] public partial Layer Last { get; }
            }
            """);

        Assert.Equal(["NG0082"], run.Ids);
        Assert.Contains("FirstTrained <= 0", run.Files["Net.Backward.g.cs"], StringComparison.Ordinal);
    }

    private static string Frozen(string stage) => stage.Replace("@", ", Frozen", StringComparison.Ordinal);

    /// <summary>"∂Body.conv2d0" of the call that computes what goes to the input of that convolution; "" of others.</summary>
    private static string InputGradient(string title) => Regex.Match(title, @"^∂\w+\.\w+(?![.\w])").Value;

    /// <summary>The titles of the backward pass's calls.</summary>
    private static string[] Backward(params string[] stages) =>
        [.. Regex.Matches(Run(stages).Files["Net.Backward.g.cs"], @"// \d+: (.*)").Select(match => match.Groups[1].Value)];

    private static GeneratorRun Run(params string[] stages)
    {
        GeneratorRun run = Harness.Run(Source(stages));
        Assert.Empty(run.Problems);
        return run;
    }

    private static string Source(params string[] stages) =>
        "using NetGen; [Network, Input(1, 8, 8), CrossEntropyLoss] public partial class Net { "
            + string.Concat(stages).Replace("@", "", StringComparison.Ordinal) + "}";
}
