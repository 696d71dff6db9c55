using System.Numerics;

namespace NetGen;

/// <summary>
/// Explanations of a network's predictions for one thread, as code that the build wrote for this network; generated as
/// <c>network.CreateExplainer()</c> where the network or a stage has <see cref="ExplainAttribute">Explain</see>. It shares the network's
/// weights, explains as many samples as are given, a batch at a time and all with the weights of one moment, with dropout off and running
/// statistics in use, and allocates nothing after the first use of a method.
/// </summary>
/// <typeparam name="T">The network's number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Samples lie one after the other, images channels first, as for <see cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/>; what is found
/// of an input lies as the input does. What is explained is the network's first output; where its input is of tokens, it is explained by
/// the output of the stage that embeds them, [length × features] of <c>Stages[0]</c>.
/// </remarks>
public sealed partial class Explainer<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Shape of one sample of the input, of the declared length.</summary>
    public Shape InputShape => throw new NotImplementedException();

    /// <summary>Shape of what the input is explained by: the input's, or that of the stage that embeds its tokens.</summary>
    public Shape ExplainedShape => throw new NotImplementedException();

    /// <summary>Shape of the first output.</summary>
    public Shape OutputShape => throw new NotImplementedException();

    /// <summary>The stages that can be asked for: that which embeds tokens, then those with [Explain], in the order declared.</summary>
    public IReadOnlyList<ExplainedStage> Stages => throw new NotImplementedException();

    /// <summary>Most samples that are explained at once; more are explained one batch after the other.</summary>
    public int Capacity => throw new NotImplementedException();

    /// <summary>The outputs.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="outputs">Receives [count × outputs].</param>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs) => throw new NotImplementedException();

    /// <summary>d(Σ seeds[k] · y[k]) / dx of each sample.</summary>
    /// <param name="samples">[count × inputs].</param>
    /// <param name="seeds">What each output counts: [count × outputs].</param>
    /// <param name="gradients">Receives [count × inputs].</param>
    public void Gradient(ReadOnlySpan<T> samples, ReadOnlySpan<T> seeds, Span<T> gradients) => throw new NotImplementedException();

    /// <summary>dy[output] / dx of each sample.</summary>
    public void Gradient(ReadOnlySpan<T> samples, int output, Span<T> gradients) => throw new NotImplementedException();

    /// <summary>What a stage gives, and the gradient of an output by it, in one run.</summary>
    public void Stage(string stage, ReadOnlySpan<T> samples, int output, Span<T> activations, Span<T> gradients) =>
        throw new NotImplementedException();

    /// <summary>DeepLIFT.</summary>
    public void DeepLift(ReadOnlySpan<T> samples, ReadOnlySpan<T> references, int output, Span<T> contributions) =>
        throw new NotImplementedException();

    /// <summary>Layer-wise relevance.</summary>
    public void Relevance(ReadOnlySpan<T> samples, int output, RelevanceRule rule, Span<T> relevance) => throw new NotImplementedException();

    /// <summary>Attention weights of a stage.</summary>
    public void Attention(string stage, ReadOnlySpan<T> samples, Span<T> weights) => throw new NotImplementedException();

    /// <summary>The outputs of sequences of tokens.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="outputs">Receives [count × outputs].</param>
    public void Predict(ReadOnlySpan<int> tokens, int length, Span<T> outputs) => throw new NotImplementedException();

    /// <summary>dy[output] / d embedding.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="output">Which output.</param>
    /// <param name="gradients">Receives [count × length × features].</param>
    public void Gradient(ReadOnlySpan<int> tokens, int length, int output, Span<T> gradients) => throw new NotImplementedException();

    /// <summary>The same at reference + path · (embedding − reference), in place of the embedding.</summary>
    /// <param name="tokens">[count × length].</param>
    /// <param name="length">Positions of each.</param>
    /// <param name="references">In place of the embedding at the path's begin: one for all samples or as many, [length × features] each.</param>
    /// <param name="path">0 to 1: one for all samples or as many.</param>
    /// <param name="output">Which output.</param>
    /// <param name="gradients">Receives [count × length × features].</param>
    public void Gradient(
        ReadOnlySpan<int> tokens, int length, ReadOnlySpan<T> references, ReadOnlySpan<T> path, int output, Span<T> gradients) =>
        throw new NotImplementedException();

    /// <summary>What a stage gives, and the gradient of an output by it, in one run.</summary>
    public void Stage(string stage, ReadOnlySpan<int> tokens, int length, int output, Span<T> activations, Span<T> gradients) =>
        throw new NotImplementedException();

    /// <summary>DeepLIFT by the embedding.</summary>
    public void DeepLift(ReadOnlySpan<int> tokens, int length, ReadOnlySpan<T> references, int output, Span<T> contributions) =>
        throw new NotImplementedException();

    /// <summary>Layer-wise relevance of the embedding.</summary>
    public void Relevance(ReadOnlySpan<int> tokens, int length, int output, RelevanceRule rule, Span<T> relevance) =>
        throw new NotImplementedException();

    /// <summary>Attention weights of a stage.</summary>
    public void Attention(string stage, ReadOnlySpan<int> tokens, int length, Span<T> weights) => throw new NotImplementedException();

    /// <summary>Gives threads and memory back.</summary>
    public void Dispose()
    {
    }
}
