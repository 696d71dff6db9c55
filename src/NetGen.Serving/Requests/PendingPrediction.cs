using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Threading.Tasks.Sources;

namespace NetGen.Serving;

/// <summary>
/// The samples of a request on their way to a predictor, and their outputs on the way back. Made once and used again; its memory is lent
/// for each request.
/// </summary>
internal sealed class PendingPrediction<T> : IValueTaskSource
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _values;
    private readonly int[][] _tokens;
    private readonly T[][] _outputs;
    private ManualResetValueTaskSourceCore<bool> _done = new() { RunContinuationsAsynchronously = true };

    public PendingPrediction(ServedInterface served)
    {
        _values = NoMemory<T>(served.Inputs.Length);
        _tokens = NoMemory<int>(served.Inputs.Length);
        _outputs = NoMemory<T>(served.Plan.Outputs.Count);
        Lengths = new int[served.Plan.Lengths.Count];
    }

    /// <summary>Samples.</summary>
    public int Count { get; set; }

    /// <summary>Positions of each of the plan's lengths.</summary>
    public int[] Lengths { get; }

    /// <summary>The one that came after it.</summary>
    public PendingPrediction<T>? Next { get; set; }

    /// <summary>When it began to wait.</summary>
    public long Since { get; set; }

    /// <summary>Its first sample's place in the batch; −1 where it is not in it.</summary>
    public int First { get; set; }

    /// <summary>Samples of its batch.</summary>
    public int BatchSize { get; set; }

    /// <summary>Why there are no outputs.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The answer's text.</summary>
    public AnswerBuffer Answer { get; } = new();

    /// <summary>What the samples of an input hold.</summary>
    public ReadOnlySpan<T> Values(int input, int count) => _values[input].AsSpan(0, count);

    /// <inheritdoc cref="Values"/>
    public ReadOnlySpan<int> Tokens(int input, int count) => _tokens[input].AsSpan(0, count);

    /// <summary>Where an input's values go, of which so many are there already.</summary>
    public Span<T> RoomForValues(int input, int kept, int needed) => Room(ref _values[input], kept, needed);

    /// <summary>Where an input's tokens go, of which so many are there already.</summary>
    public Span<int> RoomForTokens(int input, int kept, int needed) => Room(ref _tokens[input], kept, needed);

    /// <summary>Where the outputs go.</summary>
    public Span<T> RoomForOutputs(int output, int needed) => Room(ref _outputs[output], 0, needed)[..needed];

    /// <summary>The outputs.</summary>
    public ReadOnlySpan<T> Outputs(int output, int count) => _outputs[output].AsSpan(0, count);

    /// <summary>Ends when the outputs are there, or cannot be.</summary>
    public ValueTask Done => new(this, _done.Version);

    /// <summary>Says that the outputs are there, or cannot be.</summary>
    public void Complete() => _done.SetResult(true);

    /// <summary>Gives the memory back, and is ready for another request.</summary>
    public void Clear()
    {
        Return(_values);
        Return(_tokens);
        Return(_outputs);
        Array.Clear(Lengths);
        (Count, First, BatchSize, Next, Failure) = (0, -1, 0, null, null);
        Answer.Clear();
        _done.Reset();
    }

    void IValueTaskSource.GetResult(short token) => _done.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _done.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _done.OnCompleted(continuation, state, token, flags);

    private static Span<TElement> Room<TElement>(ref TElement[] memory, int kept, int needed)
    {
        Debug.Assert(kept <= needed, "What is kept is part of what is needed.");
        if (memory.Length < needed)
        {
            TElement[] larger = ArrayPool<TElement>.Shared.Rent(Math.Max(needed, 2 * kept));
            memory.AsSpan(0, kept).CopyTo(larger);
            Return(ref memory);
            memory = larger;
        }

        return memory;
    }

    private static void Return<TElement>(TElement[][] memory)
    {
        foreach (ref TElement[] part in memory.AsSpan())
        {
            Return(ref part);
        }
    }

    private static void Return<TElement>(ref TElement[] memory)
    {
        if (memory.Length > 0)
        {
            ArrayPool<TElement>.Shared.Return(memory);
            memory = [];
        }
    }

    private static TElement[][] NoMemory<TElement>(int count)
    {
        TElement[][] memory = new TElement[count][];
        Array.Fill(memory, []);
        return memory;
    }
}
