using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// Predictions of a network for one thread: it shares the network's weights and owns no more than the activations of a prediction. Any
/// number of predictors of one network work at the same time; <see cref="Network{T}.CreatePredictor"/> makes them.
/// </summary>
/// <typeparam name="T">The network's number type: <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// A predictor serves one thread at a time, and refuses a second. Beside a training step or <c>Load</c> it waits until the weights are
/// whole, and its next prediction is made with the new ones. It does not wait where a <see cref="Parameter"/>'s span is written to; asking
/// for one to read disturbs no prediction.
/// </remarks>
public partial class Predictor<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly int _threads;
    private readonly int _capacity;
    private int _isBusy;
    private volatile bool _isDisposed;
    private InferenceProgram<T>? _single;
    private InferenceProgram<T>? _batch;

    /// <summary>Makes a predictor; called by generated code.</summary>
    /// <param name="network">Whose predictions it makes.</param>
    /// <param name="threads">Threads of a prediction; 0 for the default.</param>
    protected internal Predictor(Network<T> network, int threads)
        : this(network, threads, network.SamplesAtOnce)
    {
    }

    /// <summary>The same for batches of so many samples.</summary>
    internal Predictor(Network<T> network, int threads, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, ThreadTeam.MaxThreads);
        (_network, _threads, _capacity) = (network, threads, capacity);
    }

    /// <summary>For one sample.</summary>
    internal InferenceProgram<T> Single => _single ??= _network.NewInference(1, _threads);

    /// <summary>For several.</summary>
    internal InferenceProgram<T> Batch => _batch ??= _network.NewInference(_capacity, _threads);

    /// <summary>Most samples that it takes at once; more are predicted one batch after the other.</summary>
    internal int Capacity => _capacity;

    private ProgramPlan Plan => _network.Plan;

    private WeightGate Gate => _network.Gate;

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{T})"/>
    public T[] Predict(ReadOnlySpan<T> sample)
    {
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: false, nameof(sample)), sample.Length, nameof(sample));
        T[] output = new T[OnlyOutput.SizeAt(Lengths(in length))];
        Predict(sample, [], in length, output);
        return output;
    }

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{T}, Span{T})"/>
    public void Predict(ReadOnlySpan<T> samples, Span<T> outputs)
    {
        Staging.OnlyInput(Plan, isTokens: false, nameof(samples));
        int length = Plan.Lengths.Count > 0 ? Plan.Lengths[0] : 0;
        Predict(samples, [], in length, outputs);
    }

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{T}, int, Span{T})"/>
    public void Predict(ReadOnlySpan<T> samples, int length, Span<T> outputs)
    {
        CheckLength(Staging.OnlyInput(Plan, isTokens: false, nameof(samples)), length);
        Predict(samples, [], in length, outputs);
    }

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{int})"/>
    [OverloadResolutionPriority(-1)]
    public T[] Predict(ReadOnlySpan<int> tokens)
    {
        int length = LengthOf(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), tokens.Length, nameof(tokens));
        T[] output = new T[OnlyOutput.SizeAt(Lengths(in length))];
        Predict([], tokens, in length, output);
        return output;
    }

    /// <inheritdoc cref="Network{T}.Predict(ReadOnlySpan{int}, int, Span{T})"/>
    [OverloadResolutionPriority(-1)]
    public void Predict(ReadOnlySpan<int> tokens, int length, Span<T> outputs)
    {
        CheckLength(Staging.OnlyInput(Plan, isTokens: true, nameof(tokens)), length);
        Predict([], tokens, in length, outputs);
    }

    /// <summary>Ends the predictor: it gives threads and memory back, and predicts no more. May be called more than once.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _single?.Dispose();
        _batch?.Dispose();
        _singleFeatures?.Dispose();
        _batchFeatures?.Dispose();
        GC.SuppressFinalize(this);
    }
}
