using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <content>Predictions.</content>
public abstract partial class Network<T>
{
    /// <summary>The network's output for one sample: scores before softmax where it is trained with cross-entropy.</summary>
    /// <param name="sample">One sample, [<see cref="InputShape"/>], channels first; a sequence may be shorter than declared.</param>
    /// <returns>[<see cref="OutputShape"/>], channels first; position after position for sequences.</returns>
    /// <exception cref="ArgumentException">The length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public T[] Predict(ReadOnlySpan<T> sample) => _own.Predict(sample);

    /// <summary>The network's outputs for any number of samples; allocates nothing after its first use.</summary>
    /// <param name="samples">Samples one after the other, each [<see cref="InputShape"/>], channels first.</param>
    /// <param name="outputs">Receives as many outputs, each [<see cref="OutputShape"/>], channels first.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs) => _own.Predict(samples, outputs);

    /// <summary>The network's outputs for any number of sequences of values; allocates nothing after its first use.</summary>
    /// <param name="samples">Sequences one after the other: [count × length × features].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="outputs">Receives as many outputs.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or the network takes tokens.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public void Predict(ReadOnlySpan<T> samples, int length, Span<T> outputs) => _own.Predict(samples, length, outputs);

    /// <summary>The network's output for one sequence of tokens, which may be shorter than declared.</summary>
    /// <param name="tokens">1 to the declared number of tokens.</param>
    /// <returns>[<see cref="OutputShape"/>], with as many positions as there are tokens where the output has positions.</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    [OverloadResolutionPriority(-1)]
    public T[] Predict(ReadOnlySpan<int> tokens) => _own.Predict(tokens);

    /// <summary>The network's outputs for any number of token sequences; allocates nothing after its first use.</summary>
    /// <param name="tokens">Sequences one after the other: [count × length].</param>
    /// <param name="length">Positions of each: 1 to the declared length.</param>
    /// <param name="outputs">Receives as many outputs.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a token is outside the vocabulary, or the network takes values.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    [OverloadResolutionPriority(-1)]
    public void Predict(ReadOnlySpan<int> tokens, int length, Span<T> outputs) => _own.Predict(tokens, length, outputs);

    /// <summary>
    /// Makes a predictor: the same predictions for another thread, with memory of its own for the activations and this network's weights.
    /// </summary>
    /// <param name="threads">Threads of each prediction, the caller's included; 0 for <see cref="NetGenThreads.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none, or more than 1024.</exception>
    public Predictor<T> CreatePredictor(int threads = 1) => new(this, threads);

    /// <summary>All outputs for one sample of all inputs, each in an array of its own; called by generated code.</summary>
    /// <param name="inputs">One part for each input, in the order of the plan; sequences may be shorter than declared.</param>
    /// <exception cref="ArgumentException">A length does not fit, a value is not finite, or a token is outside the vocabulary.</exception>
    protected T[][] PredictOutputs(ReadOnlySpan<BatchColumn<T>> inputs) => _own.PredictOutputs(inputs);

    /// <summary>
    /// All outputs for any number of samples of all inputs; called by generated code, allocates nothing after its first use.
    /// </summary>
    /// <param name="inputs">One part for each input, in the order of the plan: samples one after the other.</param>
    /// <param name="outputs">Receives those of each output likewise.</param>
    /// <param name="count">Samples; null: what an input of a fixed size says, else sequences have their declared length.</param>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a value is not finite, a token is outside the vocabulary, or an output lies in the memory of an input.
    /// </exception>
    protected void PredictColumns(ReadOnlySpan<BatchColumn<T>> inputs, ReadOnlySpan<Memory<T>> outputs, int? count) =>
        _own.PredictColumns(inputs, outputs, count);
}
