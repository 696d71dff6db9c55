using NetGen;
using Shakespeare.Text;

namespace Shakespeare;

/// <summary>A small GPT over characters: of each position of a text it says which character comes next.</summary>
[Network]
[TokenInput(vocabulary: Alphabet.Size, length: CharacterModel.Context)]
[CrossEntropyLoss]
public partial class CharacterModel
{
    /// <summary>Characters that it sees at once.</summary>
    public const int Context = 128;

    [Embedding(128), LearnedPositions]
    public partial Layer Embed { get; }

    [DecoderBlock(heads: 4), Repeat(4)]
    public partial Layer Body { get; }

    [LayerNorm, Linear(Alphabet.Size, Bias = false), SharesWeights(nameof(Embed))]
    public partial Layer Head { get; }
}
