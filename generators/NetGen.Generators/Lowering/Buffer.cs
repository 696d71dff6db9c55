using NetGen.Generators.Graph;

namespace NetGen.Generators.Lowering;

/// <summary>Memory of one value. Which array it lies in follows from its kind; where in the array, from the memory plan.</summary>
internal sealed class Buffer(string name, BufferKind kind, Layout layout, Buffer? viewOf = null)
{
    private int _offset;

    /// <summary>The buffer whose memory this is: itself, or the one it shows with another layout.</summary>
    public Buffer Root => viewOf?.Root ?? this;

    /// <summary>For people: the node's name.</summary>
    public string Name { get; } = name;

    public BufferKind Kind { get; } = kind;

    public Layout Layout { get; } = layout;

    /// <summary>Elements: of one sample for activations, staged inputs and targets; of all otherwise.</summary>
    public int Size => Layout.Size;

    /// <summary>Elements before it in its array; for activations, of one sample.</summary>
    public int Offset
    {
        get => viewOf?.Offset ?? _offset;
        set => _offset = value;
    }

    /// <summary>Its name in the generated code.</summary>
    public string Identifier { get; set; } = "";
}

internal enum BufferKind
{
    /// <summary>The batch's samples as the user gave them.</summary>
    Input,

    /// <summary>The batch's target values.</summary>
    Target,

    /// <summary>The batch's class labels.</summary>
    Label,

    /// <summary>A value for each sample, in the arena that grows with the batch.</summary>
    Activation,

    /// <summary>A vector over the channels, or a scalar.</summary>
    Vector,

    /// <summary>One block for each worker: sums over its share of the rows.</summary>
    Partial,

    /// <summary>Weights packed for a contraction.</summary>
    Panel,

    /// <summary>A range of the parameter block.</summary>
    Parameter,

    /// <summary>A range of the gradient block.</summary>
    Gradient,
}

/// <summary>Where the elements of a sample lie: [height + 2·haloY] × [width + 2·haloX] × channels, the halo holding zeros.</summary>
internal sealed record Layout(int Channels, int Height = 1, int Width = 1, int HaloY = 0, int HaloX = 0)
{
    public int Line => (Width + 2 * HaloX) * Channels;

    public int Size => (Height + 2 * HaloY) * Line;

    /// <summary>Elements from one worker's block to the next.</summary>
    public int RoundedSize => (Size + 15) / 16 * 16;

    /// <summary>Offset of element (0, 0, 0).</summary>
    public int Origin => HaloY * Line + HaloX * Channels;

    public bool HasHalo => HaloY + HaloX > 0;

    public static Layout Of(TensorShape shape, int haloY = 0, int haloX = 0) => new(shape.Channels, shape.Height, shape.Width, haloY, haloX);

    public override string ToString() =>
        Height * Width == 1 && !HasHalo ? $"{Channels}" : $"{Height + 2 * HaloY} × {Width + 2 * HaloX} × {Channels}";
}
