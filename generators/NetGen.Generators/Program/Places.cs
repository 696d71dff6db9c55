using NetGen.Generators.Graph;
using NetGen.Generators.Kernels;

namespace NetGen.Generators.Program;

/// <summary>
/// Where a program's buffers lie, as far as that is decided: each pass that decides more gives new ones.
/// </summary>
internal sealed record Places
{
    /// <summary>Bytes of the widest vector.</summary>
    private const int Alignment = 64;

    /// <summary>Nothing is decided yet but which states are written by turns.</summary>
    /// <param name="alternating">Those states.</param>
    /// <param name="realSize">Bytes of a real number.</param>
    public static Places Of(IReadOnlyList<BufferArray> alternating, int realSize) =>
        new Places { RealSize = realSize }.With(alternating, alternating.ToDictionary(array => array, array => array.Elements.Count));

    /// <summary>Bytes of a real number.</summary>
    public required int RealSize { get; init; }

    private IReadOnlyDictionary<Buffer, (BufferArray Array, int Index)> Elements { get; init; } =
        new Dictionary<Buffer, (BufferArray Array, int Index)>();

    private IReadOnlyDictionary<BufferArray, int> Slots { get; init; } = new Dictionary<BufferArray, int>();

    /// <summary>What is needed only while a worker goes through the calls of a chunk.</summary>
    public HashSet<Buffer> OfChunks { get; init; } = [];

    /// <summary>The arrays whose elements others take over, each when it is no longer needed.</summary>
    public IReadOnlyDictionary<BufferArray, Takeover> Hosts { get; init; } = new Dictionary<BufferArray, Takeover>();

    /// <summary>Of arrays and of buffers that are in none: bytes before them in their block; for activations, of one sample.</summary>
    public IReadOnlyDictionary<object, long> Offsets { get; init; } = new Dictionary<object, long>();

    /// <summary>The same with further arrays, each with so many places.</summary>
    public Places With(IEnumerable<BufferArray> arrays, IReadOnlyDictionary<BufferArray, int> slots)
    {
        Dictionary<Buffer, (BufferArray, int)> elements = Elements.ToDictionary(place => place.Key, place => place.Value);
        foreach (BufferArray array in arrays)
        {
            for (int i = 0; i < array.Elements.Count; i++)
            {
                elements[array.Elements[i]] = (array, i);
            }
        }

        return this with { Elements = elements, Slots = Slots.Concat(slots).ToDictionary(pair => pair.Key, pair => pair.Value) };
    }

    /// <summary>In which block it lies.</summary>
    public BufferKind KindOf(Buffer buffer) => OfChunks.Contains(buffer.Root) ? BufferKind.Chunk : buffer.Kind;

    /// <summary>The array of equal buffers it is an element of; null for most.</summary>
    public BufferArray? ArrayOf(Buffer buffer) => Elements.TryGetValue(buffer, out var place) ? place.Array : null;

    /// <summary>Its place in the array.</summary>
    public int IndexOf(Buffer buffer) => Elements.TryGetValue(buffer, out var place) ? place.Index : 0;

    /// <summary>What lies at one place: the array, or the buffer itself.</summary>
    public object MemoryOf(Buffer buffer) => (object?)ArrayOf(buffer.Root) ?? buffer.Root;

    /// <summary>How many places an array has: fewer than elements where those that live at different times share one.</summary>
    public int SlotsOf(BufferArray array) => Hosts.ContainsKey(array) ? array.Elements.Count : Slots[array];

    /// <summary>The array whose elements it takes over; null for memory of its own.</summary>
    public Takeover? HostOf(BufferArray array) => Hosts.TryGetValue(array, out Takeover host) ? host : null;

    /// <summary>Bytes of a value, or of its part of one sample.</summary>
    public long SizeOf(Layout layout) => (long)layout.Size * layout.Type.Bytes(RealSize);

    /// <summary>Bytes of memory for a value, or its part of one sample: what comes behind begins with a vector of its own.</summary>
    public long BytesOf(Layout layout) => WholeVectors((long)layout.RoundedSize * layout.Type.Bytes(RealSize));

    /// <summary>Bytes from one element of an array to the next.</summary>
    public long StrideOf(BufferArray array) => array.IsFixed ? (long)array.Distance * RealSize : BytesOf(array.Layout);

    /// <summary>Bytes before it in its block.</summary>
    public long OffsetOf(BufferArray array) =>
        array.IsFixed ? (long)array.Elements[0].Start * RealSize : Offsets.TryGetValue(array, out long offset) ? offset : 0;

    /// <summary>Bytes before it in its block; for activations, of one sample.</summary>
    public long OffsetOf(Buffer buffer) => Elements.TryGetValue(buffer.Root, out var place) ? OffsetOf(place.Array, place.Index)
        : Offsets.TryGetValue(buffer.Root, out long offset) ? offset
        : (long)buffer.Root.Start * RealSize;

    /// <summary>So many bytes as elements of a block, which is an array of real numbers.</summary>
    public int ElementsOf(long bytes) => (int)(bytes / RealSize);

    /// <summary>Elements of its block before it.</summary>
    public int StartOf(Buffer buffer) => ElementsOf(OffsetOf(buffer));

    /// <summary>Elements of its block before it.</summary>
    public int StartOf(BufferArray array) => ElementsOf(OffsetOf(array));

    /// <summary>Elements of its block from one of its own to the next.</summary>
    public int StepOf(BufferArray array) => ElementsOf(StrideOf(array));

    private long OffsetOf(BufferArray array, int index) => HostOf(array) is { } host
        ? OffsetOf(host.Array, host.First + host.Step * index)
        : OffsetOf(array) + index % SlotsOf(array) * StrideOf(array);

    private static long WholeVectors(long bytes) => (bytes + Alignment - 1) / Alignment * Alignment;
}

/// <summary>Element i lies where element <paramref name="First"/> + i · <paramref name="Step"/> of another array lay before.</summary>
internal sealed record Takeover(BufferArray Array, int First, int Step);
