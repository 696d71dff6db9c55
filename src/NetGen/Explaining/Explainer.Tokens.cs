namespace NetGen;

/// <content>Sequences of tokens, explained by the output of the stage that embeds them.</content>
public sealed partial class Explainer<T>
{
    /// <summary>The first output of each sequence.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="outputs">Receives [count × outputs].</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void Predict(ReadOnlySpan<int> tokens, int length, Span<T> outputs) =>
        Run(_prediction, new() { Tokens = tokens, Length = length }, 0, outputs, nameof(outputs));

    /// <summary>The gradient of one output of each sequence by its embedding.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="output">Which output.</param>
    /// <param name="gradients">Receives [count × length × features].</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void Gradient(ReadOnlySpan<int> tokens, int length, int output, Span<T> gradients) =>
        Gradient(tokens, length, [], [], output, gradients);

    /// <summary>
    /// The same at a place on the way from a reference to the embedding, reference + path · (embedding − reference): what Integrated
    /// Gradients (Sundararajan, Taly and Yan 2017) is the mean of.
    /// </summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="references">
    /// In place of the embedding where the path begins, [length × features]: one for all samples, or as many; none for zeros.
    /// </param>
    /// <param name="path">0 to 1: one for all samples, or as many; none for 1.</param>
    /// <param name="output">Which output.</param>
    /// <param name="gradients">Receives [count × length × features].</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void Gradient(
        ReadOnlySpan<int> tokens, int length, ReadOnlySpan<T> references, ReadOnlySpan<T> path, int output, Span<T> gradients) => Run(
            _plan.Gradient, new() { Tokens = tokens, Length = length, References = references, Path = path, Output = output },
            1, gradients, nameof(gradients));

    /// <summary>What a stage gives, and the gradient of an output by it, in one run.</summary>
    /// <param name="stage">A stage with <see cref="ExplainAttribute">Explain</see>, or that of the embedding.</param>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="output">Which output.</param>
    /// <param name="activations">Receives what the stage gives; may be empty.</param>
    /// <param name="gradients">Receives as many; may be empty.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage.</exception>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void Stage(string stage, ReadOnlySpan<int> tokens, int length, int output, Span<T> activations, Span<T> gradients) =>
        Stage(stage, new ExplainerRequest<T> { Tokens = tokens, Length = length, Output = output }, activations, gradients);

    /// <summary>
    /// What each element of the embedding contributes, as <see cref="DeepLift(ReadOnlySpan{T}, ReadOnlySpan{T}, int, Span{T})"/>.
    /// </summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="references">In place of the embedding, [length × features]: one for all samples, or as many.</param>
    /// <param name="output">Which output.</param>
    /// <param name="contributions">Receives [count × length × features]; their sum over the features is what a token contributes.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void DeepLift(ReadOnlySpan<int> tokens, int length, ReadOnlySpan<T> references, int output, Span<T> contributions) => Run(
        _plan.DeepLift, new() { Tokens = tokens, Length = length, References = references, Output = output },
        0, contributions, nameof(contributions));

    /// <summary>The relevance of the embedding, as <see cref="Relevance(ReadOnlySpan{T}, int, RelevanceRule, Span{T})"/>.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="output">Which output.</param>
    /// <param name="rule">How a sum's relevance is divided.</param>
    /// <param name="relevance">Receives [count × length × features]; their sum over the features is that of a token.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    public void Relevance(ReadOnlySpan<int> tokens, int length, int output, RelevanceRule rule, Span<T> relevance) =>
        Run(ProgramOf(rule), new() { Tokens = tokens, Length = length, Output = output }, 0, relevance, nameof(relevance));
}
