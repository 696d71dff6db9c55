using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>
/// Memory of one value, as lowering made it. Which block it lies in follows from its kind; where in the block, and in which array, says
/// <see cref="Places"/>.
/// </summary>
internal sealed class Buffer(string name, BufferKind kind, Layout layout, Buffer? viewOf = null)
{
    /// <summary>The buffer whose memory this is: itself, or the one it shows with another layout.</summary>
    public Buffer Root => viewOf?.Root ?? this;

    /// <summary>For people: the node's name.</summary>
    public string Name { get; } = name;

    public BufferKind Kind { get; } = kind;

    public Layout Layout { get; } = layout;

    /// <summary>Elements: of one sample for activations, staged inputs and targets; of all otherwise.</summary>
    public int Size => Layout.Size;

    /// <summary>Elements that it moves on by at each position of a recurrence; 0 where it stays.</summary>
    public int Step { get; init; }

    /// <summary>For people: the values that lie in boxes of it.</summary>
    public List<string> Boxes { get; } = [];

    /// <summary>Which input, target or label it is.</summary>
    public int Number { get; init; }

    /// <summary>Of a parameter or its gradient: elements before it in its block.</summary>
    public int Start { get; init; }
}

/// <summary>Equal buffers at equal distances: those of a loop's repetitions, or of a state as it was and as it becomes.</summary>
internal sealed class BufferArray(string name, BufferKind kind, Layout layout, IReadOnlyList<Buffer> elements)
{
    public string Name { get; } = name;

    public BufferKind Kind { get; } = kind;

    public Layout Layout { get; } = layout;

    public IReadOnlyList<Buffer> Elements { get; } = elements;

    /// <summary>Whether it lies where the parameters do, which is decided already.</summary>
    public bool IsFixed => Kind is BufferKind.Parameter or BufferKind.Gradient;

    /// <summary>Whether its two elements are written by turns.</summary>
    public bool Alternates { get; init; }

    /// <summary>Of parameters and their gradients: elements of their block from one to the next.</summary>
    public int Distance { get; init; }

    /// <summary>Two places that a recurrence writes by turns.</summary>
    public static BufferArray Alternating(Buffer even, Buffer odd) =>
        new(even.Name, even.Kind, even.Layout, [even, odd]) { Alternates = true };
}

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
