using NetGen;

namespace Texts.Models;

/// <summary>Reads the text word by word and judges by what it remembers. Cho et al. 2014, https://arxiv.org/abs/1406.1078.</summary>
[Network]
[TokenInput(TextSize.Vocabulary, TextSize.Length, Padding = TextSize.Padding)]
[CrossEntropyLoss]
public partial class GruClassifier
{
    [Embedding(64, SkipPadding = "input", Initializer = Initializer.Uniform, Gain = 0.25f), Dropout(0.3f)]
    public partial Layer Embed { get; }

    [Gru(64, LastOnly = true, SkipPadding = "input"), Dropout(0.5f), Linear(TextSize.Kinds)]
    public partial Layer Head { get; }
}
