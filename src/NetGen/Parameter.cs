using System.Numerics;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen;

/// <summary>
/// A named, shaped range of a network's parameter block: what training changes, or a running statistic it keeps.
/// </summary>
public abstract class Parameter
{
    private protected Parameter(string name, Shape shape, bool isTrained, bool isFrozen)
    {
        Name = name;
        Shape = shape;
        IsTrained = isTrained;
        IsFrozen = isFrozen;
    }

    /// <summary>"Stem.conv2d0.weight": stage, operation, role; unique in the network, and its name in a safetensors file.</summary>
    public string Name { get; }

    /// <summary>Sizes of its dimensions, in PyTorch's order.</summary>
    public Shape Shape { get; }

    /// <summary>
    /// Whether the optimizer updates it, where a loss depends on it; false for running statistics, and in a stage with
    /// <see cref="FrozenAttribute">Frozen</see>.
    /// </summary>
    public bool IsTrained { get; }

    /// <summary>Whether it is a weight of a stage with <see cref="FrozenAttribute">Frozen</see>, which no trainer changes.</summary>
    public bool IsFrozen { get; }

    /// <summary><see cref="float"/> or <see cref="double"/>: the network's precision.</summary>
    public abstract Type ElementType { get; }

    /// <summary>
    /// The values, row by row, for reading and writing. A span kept over a prediction or over training must be asked for again.
    /// </summary>
    /// <exception cref="InvalidOperationException">The network is compiled in double: use <see cref="AsSpan{T}"/> of double.</exception>
    public Span<float> Span => AsSpan<float>();

    /// <summary>The values, row by row, for reading and writing.</summary>
    /// <typeparam name="T">The network's number type.</typeparam>
    /// <exception cref="InvalidOperationException">The network has another number type.</exception>
    public abstract Span<T> AsSpan<T>()
        where T : unmanaged;

    /// <summary>Whether it is a constant table that the network makes itself: positions or rotations.</summary>
    internal bool IsTable { get; init; }

    /// <summary>What keeps it together with the others of its network.</summary>
    /// <exception cref="InvalidOperationException">It belongs to no network.</exception>
    internal abstract IWeights Weights { get; }

    /// <summary>The same values under another name.</summary>
    internal abstract Parameter Renamed(string name);

    /// <summary>Copies the values as they are in the host's memory, without touching their version; float widens to double.</summary>
    internal abstract void Read<T>(Span<T> values)
        where T : unmanaged, INumberBase<T>;

    /// <summary>"Stem.weight 32×1×3×3".</summary>
    public override string ToString() => $"{Name} {Shape}";
}

/// <summary>A parameter over memory of type <typeparamref name="TElement"/>.</summary>
internal sealed class Parameter<TElement>(
    string name, Shape shape, bool isTrained, Memory<TElement> memory, ParameterStore<TElement>? store = null, bool isFrozen = false)
    : Parameter(name, shape, isTrained, isFrozen)
    where TElement : unmanaged, IBinaryFloatingPointIeee754<TElement>
{
    public override Type ElementType => typeof(TElement);

    internal override IWeights Weights => store ?? throw new InvalidOperationException($"{Name} belongs to no network.");

    internal override Parameter Renamed(string name) =>
        new Parameter<TElement>(name, Shape, IsTrained, memory, store, IsFrozen) { IsTable = IsTable };

    internal override void Read<T>(Span<T> values)
    {
        ReadOnlySpan<TElement> own = memory.Span;
        if (typeof(T) == typeof(TElement))
        {
            MemoryMarshal.Cast<TElement, T>(own).CopyTo(values);
            return;
        }

        for (int i = 0; i < own.Length; i++)
        {
            values[i] = T.CreateTruncating(own[i]);
        }
    }

    public override Span<T> AsSpan<T>()
    {
        if (typeof(T) != typeof(TElement))
        {
            throw new InvalidOperationException($"{Name} holds {typeof(TElement).Name} values, not {typeof(T).Name}.");
        }

        // Whoever asks for the values may write to them.
        store?.FetchForReading();
        store?.Changed();
        return MemoryMarshal.Cast<TElement, T>(memory.Span);
    }
}
