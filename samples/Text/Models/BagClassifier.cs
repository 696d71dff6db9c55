using NetGen;

namespace Texts.Models;

/// <summary>The mean of the words' vectors, in whatever order they stand. Joulin et al. 2016, https://arxiv.org/abs/1607.01759.</summary>
[Network]
[TokenInput(TextSize.Vocabulary, TextSize.Length, Padding = TextSize.Padding)]
[CrossEntropyLoss]
public partial class BagClassifier
{
    [EmbeddingBag(64, SkipPadding = "input"), Dropout(0.5f)]
    public partial Layer Bag { get; }

    [Linear(TextSize.Kinds)]
    public partial Layer Head { get; }
}
