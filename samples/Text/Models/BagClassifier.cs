using NetGen;
using Texts.Data;

namespace Texts.Models;

/// <summary>The mean of the words' vectors, in whatever order they stand. Joulin et al. 2016, https://arxiv.org/abs/1607.01759.</summary>
[Network]
[TokenInput(Vocabulary.Size, Vocabulary.Length, Padding = Vocabulary.Padding)]
[CrossEntropyLoss]
public partial class BagClassifier
{
    [EmbeddingBag(64, SkipPadding = "input"), Dropout(0.5f)]
    public partial Layer Bag { get; }

    [Linear(2)]
    public partial Layer Head { get; }
}
