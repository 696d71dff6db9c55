using System.Numerics;
using static System.FormattableString;

namespace NetGen.Explain;

/// <summary>
/// Explanations of a network's outputs by the words it reads: what the embedding of each token contributes, summed over its features.
/// </summary>
/// <param name="explainer">Of a network with <see cref="ExplainAttribute">Explain</see> that takes tokens.</param>
/// <typeparam name="T">The network's number type.</typeparam>
public sealed class TokenExplanations<T>(Explainer<T> explainer)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _features = explainer.ExplainedShape[^1];

    /// <summary>What the embedding stage gives for tokens.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <returns>[count × length × features].</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a token is outside the vocabulary.</exception>
    public T[] Embed(ReadOnlySpan<int> tokens, int length)
    {
        T[] embedding = new T[tokens.Length * _features];
        explainer.Stage(explainer.Stages[0].Name, tokens, length, 0, embedding, []);
        return embedding;
    }

    /// <summary>
    /// Integrated gradients along the path from reference embeddings to those of the tokens: contributions of a text's tokens add up to the
    /// output less that of the reference. Sundararajan et al. 2017, https://arxiv.org/abs/1703.01365.
    /// </summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="references">Embeddings in place of the tokens': [length × features]; empty: zeros.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × length].</param>
    /// <param name="steps">Gradients along the path.</param>
    /// <param name="rule">Where they are taken.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a token is outside the vocabulary.</exception>
    public void IntegratedGradients(
        ReadOnlySpan<int> tokens, int length, ReadOnlySpan<T> references, int output, Span<T> contributions, int steps = 64,
        PathRule rule = PathRule.GaussLegendre)
    {
        int count = Whole(tokens, length, contributions.Length), size = length * _features;
        (double[] places, double[] weights) = PathSteps.Of(rule, steps);
        T[] path = [.. places.Select(T.CreateChecked)], gradients = new T[steps * size];
        T[] embeddings = Embed(tokens, length), reference = Reference(references, size);
        int[] copies = new int[steps * length];
        for (int text = 0; text < count; text++)
        {
            for (int step = 0; step < steps; step++)
            {
                tokens.Slice(text * length, length).CopyTo(copies.AsSpan(step * length));
            }

            explainer.Gradient(copies, length, reference, path, output, gradients);
            for (int position = 0; position < length; position++)
            {
                double sum = 0;
                for (int i = position * _features; i < (position + 1) * _features; i++)
                {
                    double mean = 0;
                    for (int step = 0; step < steps; step++)
                    {
                        mean += weights[step] * double.CreateChecked(gradients[(step * size) + i]);
                    }

                    sum += mean * double.CreateChecked(embeddings[(text * size) + i] - reference[i]);
                }

                contributions[(text * length) + position] = T.CreateChecked(sum);
            }
        }
    }

    /// <summary>Embedding times gradient, summed over the features of each token.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × length].</param>
    /// <exception cref="ArgumentException">A length does not fit, or a token is outside the vocabulary.</exception>
    public void InputTimesGradient(ReadOnlySpan<int> tokens, int length, int output, Span<T> contributions)
    {
        Whole(tokens, length, contributions.Length);
        T[] embedding = Embed(tokens, length), gradients = new T[embedding.Length];
        explainer.Gradient(tokens, length, output, gradients);
        for (int i = 0; i < embedding.Length; i++)
        {
            gradients[i] *= embedding[i];
        }

        Sum(gradients, contributions);
    }

    /// <summary>DeepLIFT against reference embeddings, summed over the features of each token.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="references">Embeddings in place of the tokens': [length × features]; empty: zeros.</param>
    /// <param name="output">Which output, from 0.</param>
    /// <param name="contributions">Receives [count × length].</param>
    /// <exception cref="ArgumentException">A length does not fit, or a token is outside the vocabulary.</exception>
    public void DeepLift(ReadOnlySpan<int> tokens, int length, ReadOnlySpan<T> references, int output, Span<T> contributions)
    {
        Whole(tokens, length, contributions.Length);
        T[] whole = new T[tokens.Length * _features];
        explainer.DeepLift(tokens, length, Reference(references, length * _features), output, whole);
        Sum(whole, contributions);
    }

    private void Sum(T[] features, Span<T> contributions)
    {
        for (int i = 0; i < contributions.Length; i++)
        {
            T sum = T.Zero;
            foreach (T value in features.AsSpan(i * _features, _features))
            {
                sum += value;
            }

            contributions[i] = sum;
        }
    }

    private static T[] Reference(ReadOnlySpan<T> references, int size) => references.Length == 0 ? new T[size]
        : references.Length == size ? references.ToArray()
        : throw new ArgumentException(Invariant($"A reference has {size} values, not {references.Length}."), nameof(references));

    private static int Whole(ReadOnlySpan<int> tokens, int length, int contributions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return tokens.Length > 0 && tokens.Length % length == 0 && contributions == tokens.Length
            ? tokens.Length / length
            : throw new ArgumentException(Invariant(
                $"{tokens.Length} tokens are not whole texts of {length}, or there are not as many contributions, but {contributions}."));
    }
}
