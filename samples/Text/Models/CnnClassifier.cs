using NetGen;

namespace Texts.Models;

/// <summary>
/// Looks for telling groups of three, four and five words anywhere in the text. Kim 2014, https://arxiv.org/abs/1408.5882.
/// </summary>
[Network]
[TokenInput(TextSize.Vocabulary, TextSize.Length, Padding = TextSize.Padding)]
[CrossEntropyLoss]
public partial class CnnClassifier
{
    [Embedding(32, SkipPadding = "input"), Dropout(0.5f)]
    public partial Layer Embed { get; }

    [From(nameof(Embed)), Conv1d(32, Kernel = 3, Padding = Padding.Same), Relu, MaxOver(Axis.Length, SkipPadding = "input")]
    public partial Layer Threes { get; }

    [From(nameof(Embed)), Conv1d(32, Kernel = 4, Padding = Padding.Same), Relu, MaxOver(Axis.Length, SkipPadding = "input")]
    public partial Layer Fours { get; }

    [From(nameof(Embed)), Conv1d(32, Kernel = 5, Padding = Padding.Same), Relu, MaxOver(Axis.Length, SkipPadding = "input")]
    public partial Layer Fives { get; }

    [Concat(nameof(Threes), nameof(Fours), nameof(Fives)), Dropout(0.5f), Linear(TextSize.Kinds)]
    public partial Layer Head { get; }
}
