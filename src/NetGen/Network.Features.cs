using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <content>Outputs of stages that are marked with <see cref="FeaturesAttribute">Features</see>.</content>
public abstract partial class Network<T>
{
    /// <summary>The output of a stage for one sample, as in a prediction: dropout off, running statistics in use.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="sample">One sample, [<see cref="InputShape"/>], channels first; a sequence may be shorter than declared.</param>
    /// <returns>[<see cref="Layer.OutputShape"/>] of the stage, channels first; position after position for sequences.</returns>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">The length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    public T[] Features(string stage, ReadOnlySpan<T> sample) =>
        _own.Features(stage, sample);

    /// <summary>The outputs of a stage for any number of samples; allocates nothing after its first use.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="samples">Samples one after the other, each [<see cref="InputShape"/>], channels first.</param>
    /// <param name="features">Receives as many outputs, each [<see cref="Layer.OutputShape"/>] of the stage, channels first.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    public void Features(string stage, ReadOnlySpan<T> samples, Span<T> features) =>
        _own.Features(stage, samples, features);

    /// <summary>The output of a stage for one sequence of tokens, which may be shorter than declared.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="tokens">1 to the declared number of tokens.</param>
    /// <returns>
    /// [<see cref="Layer.OutputShape"/>] of the stage, with as many positions as there are tokens where it has positions.
    /// </returns>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    [OverloadResolutionPriority(-1)]
    public T[] Features(string stage, ReadOnlySpan<int> tokens) =>
        _own.Features(stage, tokens);

    /// <summary>The outputs of a stage for any number of token sequences; allocates nothing after its first use.</summary>
    /// <param name="stage">A stage with <see cref="FeaturesAttribute">Features</see>: <c>nameof(Body)</c>.</param>
    /// <param name="tokens">Sequences one after the other: [count × length].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="features">Receives as many outputs.</param>
    /// <exception cref="KeyNotFoundException">There is no such stage with <see cref="FeaturesAttribute">Features</see>.</exception>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs.</exception>
    [OverloadResolutionPriority(-1)]
    public void Features(string stage, ReadOnlySpan<int> tokens, int length, Span<T> features) =>
        _own.Features(stage, tokens, length, features);

    /// <summary>Makes the compiled forward pass to stages with Features; implemented by generated code where there are some.</summary>
    /// <param name="capacity">Most samples at once.</param>
    /// <param name="threads">Threads; 0 for the default.</param>
    /// <returns>Null where no stage is marked.</returns>
    protected virtual InferenceProgram<T>? CreateFeatures(int capacity, int threads) => null;

    /// <summary>The same for predictors.</summary>
    internal InferenceProgram<T>? NewFeatures(int capacity, int threads) => CreateFeatures(capacity, threads);
}
