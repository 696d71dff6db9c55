using NetGen;

namespace NetGen.Safety.Tests;

[Network, TokenInput(50, 8), CrossEntropyLoss]
public partial class Sentences
{
    [Embedding(16), MeanOver(Axis.Length), Linear(2)]
    public partial Layer All { get; }
}

[Network, TokenInput(vocabulary: 50, length: 64), CrossEntropyLoss]
public partial class Writer
{
    [Embedding(16), LearnedPositions]
    public partial Layer Embed { get; }

    [CausalSelfAttention(2), Residual, LayerNorm, Linear(50)]
    public partial Layer Body { get; }
}

[Network, Input(16), CrossEntropyLoss]
public partial class Classifier
{
    [Linear(64), Relu, Linear(32), Relu, Linear(3)]
    public partial Layer All { get; }
}

/// <summary>So many weights that loading them takes as long as a prediction.</summary>
[Network, Input(16), CrossEntropyLoss]
public partial class LargeClassifier
{
    [Linear(512), Relu, Linear(256), Relu, Linear(3)]
    public partial Layer All { get; }
}

/// <summary>More outputs than inputs, and as many samples in a batch as fill several.</summary>
[Network, Input(3), MseLoss]
public partial class Widening
{
    [Linear(16), Relu, Linear(8)]
    public partial Layer All { get; }
}

[Network, Input(4, Name = "Left"), TokenInput(20, 6, Name = "Right"), CrossEntropyLoss]
public partial class Pairs
{
    [From("Right"), Embedding(8), MeanOver(Axis.Length)]
    public partial Layer Words { get; }

    [From("Left"), Linear(8), Add(nameof(Words)), Relu, Linear(3)]
    public partial Layer Both { get; }
}

/// <summary>Data and copies for the scenarios.</summary>
internal static class Given
{
    public static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    public static int[] Integers(int count, int bound, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(bound))];
    }

    /// <summary>All parameters, one behind the other.</summary>
    public static float[] Weights(Network<float> network) => [.. network.Parameters.SelectMany(parameter => parameter.Span.ToArray())];

    /// <summary>Gives a network the parameters of another.</summary>
    public static void Copy(Network<float> from, Network<float> to)
    {
        for (int i = 0; i < from.Parameters.Count; i++)
        {
            from.Parameters[i].Span.CopyTo(to.Parameters[i].Span);
        }
    }
}
