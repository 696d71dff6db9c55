namespace NetGen.Gpt2;

/// <summary>A decoder block with the normalizations before attention and perceptron, as in GPT-2. Radford et al. 2019.</summary>
/// <param name="heads">Heads of attention: a divisor of the width.</param>
/// <param name="expansion">How many times wider than the block its perceptron is.</param>
public sealed partial class DecoderBlock(int heads, int expansion = 4) : BlockAttribute
{
    /// <summary>x + attention(normalized x).</summary>
    [LayerNorm, CausalSelfAttention(nameof(heads)), Dropout(0.1f), Residual]
    public partial Layer Attend { get; }

    /// <summary>x + perceptron(normalized x).</summary>
    [LayerNorm, Linear($"{nameof(expansion)} * width"), Gelu, Linear("width"), Dropout(0.1f), Residual]
    public partial Layer Think { get; }
}

/// <summary>The shape of GPT-2 with 124 M parameters.</summary>
[Network]
[TokenInput(vocabulary: 50257, length: 1024)]
[CrossEntropyLoss]
public partial class Gpt2
{
    /// <summary>Tokens and their places.</summary>
    [Embedding(768), LearnedPositions, Dropout(0.1f)]
    public partial Layer Embed { get; }

    /// <summary>Twelve blocks.</summary>
    [DecoderBlock(heads: 12), Repeat(12)]
    public partial Layer Body { get; }

    /// <summary>A score for each token, with the embedding's weights.</summary>
    [LayerNorm, Linear(50257, TiedTo = nameof(Embed), Bias = false)]
    public partial Layer Head { get; }
}
