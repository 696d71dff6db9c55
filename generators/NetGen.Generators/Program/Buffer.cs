using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>Memory of one value. Which block it lies in follows from its kind; where in the block, from the memory plan.</summary>
internal sealed class Buffer(string name, BufferKind kind, Layout layout, Buffer? viewOf = null)
{
    private BufferKind _kind = kind;
    private int _offset;

    /// <summary>The buffer whose memory this is: itself, or the one it shows with another layout.</summary>
    public Buffer Root => viewOf?.Root ?? this;

    /// <summary>For people: the node's name.</summary>
    public string Name { get; } = name;

    public BufferKind Kind
    {
        get => viewOf?.Kind ?? _kind;
        set => _kind = value;
    }

    public Layout Layout { get; } = layout;

    /// <summary>Elements: of one sample for activations, staged inputs and targets; of all otherwise.</summary>
    public int Size => Layout.Size;

    /// <summary>Elements that it moves on by at each position of a recurrence; 0 where it stays.</summary>
    public int Step { get; init; }

    /// <summary>For people: the values that lie in boxes of it.</summary>
    public List<string> Boxes { get; } = [];

    /// <summary>Which input, target or label it is.</summary>
    public int Number { get; init; }

    /// <summary>The array of equal buffers it is an element of, one for each repetition; null for most.</summary>
    public BufferArray? Array { get; set; }

    /// <summary>Its place in the array.</summary>
    public int Index { get; set; }

    /// <summary>What lies at one place: the array, or the buffer itself.</summary>
    public object Memory => (object?)Root.Array ?? Root;

    /// <summary>Elements before it in its block; for activations, of one sample.</summary>
    public int Offset
    {
        get => viewOf?.Offset ?? Array?.OffsetOf(Index) ?? _offset;
        set => _offset = value;
    }
}

/// <summary>Equal buffers of the repetitions of a loop, at equal distances.</summary>
internal sealed class BufferArray(string name, BufferKind kind, Layout layout)
{
    public string Name { get; } = name;

    public BufferKind Kind { get; } = kind;

    public Layout Layout { get; } = layout;

    /// <summary>Whether it lies where the parameters do, which is decided already.</summary>
    public bool IsFixed => Kind is BufferKind.Parameter or BufferKind.Gradient;

    /// <summary>The elements by index; the indices have no gaps but may begin below 0 until <see cref="Close"/>.</summary>
    public SortedDictionary<int, Buffer> Elements { get; private set; } = [];

    /// <summary>Whether its two elements are a state as it was and as it becomes, by turns.</summary>
    public bool Alternates { get; init; }

    /// <summary>Elements of memory from one to the next.</summary>
    public int Stride { get; set; } = layout.RoundedSize;

    public int Offset { get; set; }

    /// <summary>How many places there are: fewer than elements where those that live at different times share one.</summary>
    public int Slots { get; set; }

    /// <summary>The array whose elements it takes over, each when it is no longer needed; null for memory of its own.</summary>
    public Takeover? From { get; set; }

    public int OffsetOf(int index) => From is { } from
        ? from.Array.OffsetOf(from.First + from.Step * index)
        : Offset + index % Slots * Stride;

    /// <summary>Two places that a recurrence writes by turns.</summary>
    public static BufferArray Alternating(Buffer even, Buffer odd)
    {
        BufferArray array = new(even.Name, even.Kind, even.Layout) { Alternates = true, Elements = new() { [0] = even, [1] = odd } };
        array.Close();
        return array;
    }

    /// <summary>Numbers the elements from 0.</summary>
    public void Close()
    {
        Buffer[] elements = [.. Elements.Values];
        Elements = [];
        for (int i = 0; i < elements.Length; i++)
        {
            elements[i].Array = this;
            elements[i].Index = i;
            Elements[i] = elements[i];
        }

        Slots = elements.Length;
    }
}

/// <summary>Element i lies where element <paramref name="First"/> + i · <paramref name="Step"/> of another array lay before.</summary>
internal sealed record Takeover(BufferArray Array, int First, int Step);

internal enum BufferKind
{
    /// <summary>The batch's samples as the user gave them.</summary>
    Input,

    /// <summary>The batch's tokens.</summary>
    Tokens,

    /// <summary>The batch's target values.</summary>
    Target,

    /// <summary>The batch's class labels.</summary>
    Label,

    /// <summary>A value for each sample, in the arena that grows with the batch.</summary>
    Activation,

    /// <summary>A value for each sample that is only needed while a worker goes through the calls of a chunk.</summary>
    Chunk,

    /// <summary>A value for each sample that stays until the next run.</summary>
    Cache,

    /// <summary>A vector over the channels, or a scalar.</summary>
    Vector,

    /// <summary>One block for each worker: sums over its share of the rows.</summary>
    Partial,

    /// <summary>One block for each worker, for the time of a call.</summary>
    Scratch,

    /// <summary>Weights packed for a contraction.</summary>
    Panel,

    /// <summary>A range of the parameter block.</summary>
    Parameter,

    /// <summary>A range of the gradient block.</summary>
    Gradient,
}
