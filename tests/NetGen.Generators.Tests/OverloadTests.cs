namespace NetGen.Generators.Tests;

/// <summary>
/// A size can be written the ways people try: by position, by name, as a number or, inside a block, as arithmetic over its parameters.
/// </summary>
public sealed class OverloadTests
{
    [Theory]
    [InlineData("1, 8, 8", "Conv2d(channels: 8)", "Conv2d(8, Kernel = 3)")]
    [InlineData("1, 8, 8", "Conv2d(8, Kernel = \"1 + 2\", Stride = 2L)", "Conv2d(8, Stride = 2)")]
    [InlineData("1, 8, 8", "MaxPool2d(\"2 * 2\")", "MaxPool2d(4, Stride = 4)")]
    [InlineData("6, 8", "SelfAttention(heads: 4, Dropout = 0.1)", "SelfAttention(4, Dropout = 0.1f)")]
    public void One_spelling_is_as_another(string input, string one, string other) =>
        Assert.Equal(Compiled($"Input({input})", other), Compiled($"Input({input})", one));

    [Theory]
    [InlineData("1, 8, 8", "Conv2d(nameof(n), Kernel = 1)", "Conv2d(4, Kernel = 1)")]
    [InlineData("1, 8, 8", "Conv2d(8, Kernel = nameof(n))", "Conv2d(8, Kernel = 4)")]
    [InlineData("1, 8, 8", "Conv2d(8, Stride = nameof(n), Padding = \"n / 4\")", "Conv2d(8, Stride = 4, Padding = 1)")]
    [InlineData("1, 8, 8", "MaxPool2d(nameof(n))", "MaxPool2d(4)")]
    [InlineData("1, 8, 8", "MaxPool2d(\"n\", Stride = \"n - 2\", Padding = \"n / 2\")", "MaxPool2d(4, Stride = 2, Padding = 2)")]
    [InlineData("1, 8, 8", "AvgPool2d(nameof(n), Stride = \"2\")", "AvgPool2d(4, Stride = 2)")]
    [InlineData("1, 4, 4", "Upsample2d(nameof(n))", "Upsample2d(4)")]
    [InlineData("6", "Linear(nameof(n)), LeakyRelu(\"0.5 / n\")", "Linear(4), LeakyRelu(0.125f)")]
    [InlineData("6", "Slice(Axis.Features, \"-n\", \"n - 1\")", "Slice(Axis.Features, -4, 3)")]
    [InlineData("6", "Slice(Axis.Features, 1, nameof(n))", "Slice(Axis.Features, 1, 4)")]
    [InlineData("8", "Reshape(\"-1\", nameof(n)), Linear(2)", "Reshape(-1, 4), Linear(2)")]
    [InlineData("6, 8", "SelfAttention(nameof(n), KeyValueHeads = \"n / 2\")", "SelfAttention(4, KeyValueHeads = 2)")]
    [InlineData("6, 8", "CausalSelfAttention(nameof(n), Dropout = \"0.5 / 2\")", "CausalSelfAttention(4, Dropout = 0.25f)")]
    [InlineData("6, 8", "CrossAttention(\"Input\", nameof(n), KeyValueHeads = \"1\")", "CrossAttention(\"Input\", 4, KeyValueHeads = 1)")]
    public void In_a_block_arithmetic_is_as_its_value(string input, string computed, string written) =>
        Assert.Equal(Blocked(input, written), Blocked(input, computed));

    /// <summary>What a block with one parameter, 4, computes.</summary>
    private static string Blocked(string input, string operations) => Compiled(
        $"Input({input})", "B(4)",
        $"public partial class B(int n) : BlockAttribute {{ [{operations}] public partial Layer Body {{ get; }} }}");

    private static string Compiled(string input, string operations, string block = "")
    {
        GeneratorRun run = Harness.Run(
            $"using NetGen; {block} [Network(Precision = Precision.Double), {input}, MseLoss] partial class Net {{ "
                + $"[{operations}] public partial Layer Head {{ get; }} }}");
        Assert.DoesNotContain(run.Ids, static id => id != "NG0013");
        Assert.Empty(run.Problems);
        return string.Join('\n', run.Files.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(static file => file.Value));
    }
}
