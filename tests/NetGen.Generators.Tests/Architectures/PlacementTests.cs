using System.Text.RegularExpressions;
using NetGen.Generators.Tests.Contracts;

namespace NetGen.Generators.Tests.Architectures;

/// <summary>
/// What is joined or taken apart lies where its readers find it: nothing is copied where they can step over what lies between.
/// </summary>
public sealed partial class PlacementTests
{
    [Theory]
    [InlineData(
        "A level of a U-Net", "Input(1, 8, 8)",
        "A: Conv2d(5, Kernel = 1), Relu",
        "B: MaxPool2d(2), Conv2d(4, Padding = 1), Upsample2d(2), Concat(nameof(A)), Conv2d(2, Padding = 1)")]
    [InlineData(
        "Layers that read all before", "Input(8)",
        "A: Linear(5), Relu",
        "B: Linear(4), Relu, Concat(nameof(A))",
        "C: Linear(3), Concat(nameof(B))",
        "Head: Linear(2)")]
    [InlineData(
        "Halves", "Input(8)",
        "A: Linear(6)",
        "B: From(nameof(A)), Slice(Axis.Features, 0, 3), Tanh",
        "C: From(nameof(A)), Slice(Axis.Features, 3, 3), Relu, Concat(nameof(B)), Linear(2)")]
    [InlineData("Gated units", "Input(8)", "A: Linear(6), SwiGlu, Linear(2)")]
    [InlineData(
        "Queries, keys and values of one layer", "Input(6, 8)",
        "M: Linear(12)",
        "K: From(nameof(M)), Slice(Axis.Features, 4, 4)",
        "V: From(nameof(M)), Slice(Axis.Features, 8, 4)",
        "A: From(nameof(M)), Slice(Axis.Features, 0, 4), MatMul(nameof(K), Transpose = true), Softmax, MatMul(nameof(V)), Linear(2)")]
    [InlineData(
        "Embeddings side by side", "TokenInput(9, 5, Name = \"Words\"), TokenInput(4, 5, Name = \"Kinds\")",
        "A: From(\"Words\"), Embedding(6), LearnedPositions",
        "B: From(\"Kinds\"), Embedding(2), Concat(nameof(A)), Linear(3)")]
    [InlineData(
        "Embeddings of one position each", "TokenInput(9, 1, Name = \"User\"), TokenInput(4, 1, Name = \"Item\")",
        "A: From(\"User\"), Embedding(6), Flatten",
        "B: From(\"Item\"), Embedding(2), Flatten, Concat(nameof(A)), Linear(3)")]
    [InlineData(
        "What is pooled, joined", "Input(1, 8, 8)",
        "A: Conv2d(5, Kernel = 1), MaxPool2d(2)",
        "B: Conv2d(3, Padding = 1), Concat(nameof(A)), Conv2d(2, Kernel = 1)")]
    [InlineData(
        "Factors turned around", "Input(5, 4)",
        "A: Linear(6), Permute(1, 0)",
        "B: From(\"input\"), Linear(6), MatMul(nameof(A)), Permute(1, 0), Linear(2)")]
    [InlineData("Patches as positions", "Input(1, 8, 8)", "A: Conv2d(6, Kernel = 4, Stride = 4), Reshape(6, 4), Permute(1, 0), Linear(2)")]
    public void Nothing_is_copied(string what, string input, params string[] stages)
    {
        // But what comes in, channels first.
        IEnumerable<string> copied = Copies().Matches(Text(input, stages)).Select(match => match.Groups[1].Value)
            .Where(title => title is not ("samples" or "targets"));

        Assert.True(!copied.Any(), $"{what}: {string.Join(", ", copied)}");
    }

    [Fact]
    public void A_part_of_rows_is_waited_for_though_another_view_of_them_ends_amid_it()
    {
        string text = Text(
            "Input(2, 8, 32)", "P: AvgPool2d(4), Flatten, Linear(32)", "A: From(\"input\"), Conv2d(16, Kernel = 1)", "X: Reshape(16, 256)",
            "S: Slice(Axis.Features, 224, 32), Linear(16)", "XF: From(nameof(X)), Flatten",
            "R: From(nameof(P)), Concat(nameof(XF)), Linear(16)", "Q: From(nameof(S)), Flatten, Linear(16), Add(nameof(R))");
        int written = text.IndexOf(": X.reshape0\n", StringComparison.Ordinal);
        int read = text.IndexOf(": S.linear0 ", written, StringComparison.Ordinal);

        Assert.Contains("SyncShared", text[written..read], StringComparison.Ordinal);
    }

    [Fact]
    public void The_gradient_of_a_slice_is_zero_around_it()
    {
        string text = Text("Input(8)", "A: Linear(6), Tanh, Slice(Axis.Features, 1, 3), Linear(2)");

        Assert.Contains("Moves.Clear<", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Moves.Copy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_write_the_parts_of_a_joined_value_beside_each_other()
    {
        string text = Text(
            "Input(8)", "A: Linear(5), Relu", "B: From(\"input\"), Linear(4), Tanh", "Head: Concat(nameof(A), nameof(B)), Linear(2)");
        int first = text.IndexOf(": A.linear0 → A.linear0 biased → A.relu0", StringComparison.Ordinal);
        int second = text.IndexOf(": B.linear0 → B.linear0 biased → B.tanh0", StringComparison.Ordinal);

        Assert.InRange(second, first, text.Length);
        Assert.DoesNotContain("worker.Sync", text[first..second], StringComparison.Ordinal);
    }

    [Fact]
    public void Queries_and_keys_are_rotated_where_they_lie()
    {
        string text = Text("Input(6, 8)", "A: CausalSelfAttention(2, Rotary = true), Linear(2)");

        Assert.Equal(4, Rotated().Count(text));
        Assert.All(Rotated().Matches(text), match => Assert.Equal(match.Groups[1].Value, match.Groups[2].Value));
    }

    [Theory]
    [InlineData("Channels dealt out to groups", 2, "Reshape(2, 4, 64), Permute(1, 0, 2), Reshape(8, 8, 8)")]
    [InlineData("Height before width", 1, "Permute(0, 2, 1), Reshape(8, 64)")]
    public void What_is_moved_and_moved_again_is_moved_once(string what, int copies, string moves)
    {
        string text = Text("Input(1, 8, 8)", $"A: Conv2d(8, Kernel = 1), {moves}");
        string forward = text[..text.IndexOf("private void Backward", StringComparison.Ordinal)];

        Assert.True(Copies().Count(forward) == copies, $"{what}: {forward}");
    }

    [GeneratedRegex(@"// \d+: ([^\n]*)\n\s*Moves\.Copy<")]
    private static partial Regex Copies();

    [GeneratedRegex(@"Rotary\.Apply\w*<[^(]*\([^;]*ref (\w+), ref \w+, ref (\w+)\);")]
    private static partial Regex Rotated();

    private static string Text(string input, params string[] stages) =>
        string.Concat(Harness.Run($"using NetGen;\n{new OperatorCase("", input, stages).Source("Net", isDouble: false)}").Files.Values);
}
