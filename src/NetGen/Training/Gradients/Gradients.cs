using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>The gradients of all parameters that a step updates, for the time of a <see cref="GradientStage"/>.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
public readonly ref struct Gradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;

    internal Gradients(ParameterStore<T> store, Span<T> all)
    {
        _store = store;
        All = all;
    }

    /// <summary>All gradients in one block; zeros between those of two parameters.</summary>
    public Span<T> All { get; }

    /// <summary>The gradient of a parameter, of shape <see cref="Parameter.Shape"/>.</summary>
    /// <exception cref="ArgumentException">It is a running statistic, or of another network; or no loss depends on it.</exception>
    public Span<T> Of(Parameter parameter)
    {
        ParameterRange range = _store.TrainedRangeOf(parameter);
        return range.Offset < All.Length
            ? All.Slice(range.Offset, range.Shape.Size)
            : throw new ArgumentException($"No loss depends on {parameter.Name}, so it has no gradient.", nameof(parameter));
    }
}
