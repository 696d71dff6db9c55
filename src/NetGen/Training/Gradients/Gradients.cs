using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>The gradients of all parameters that a step updates, for the time of a <see cref="GradientStage"/>.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
public readonly ref struct Gradients<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterValues<T> _values;

    internal Gradients(UpdatedParameters<T> updated, Span<T> all, ParameterValues<T> values, long step)
    {
        Updated = updated;
        All = all;
        _values = values;
        Step = step;
    }

    /// <summary>All gradients in one block; zeros between those of two parameters, and for those that are frozen.</summary>
    public Span<T> All { get; }

    /// <summary>The update that follows, from 0: it goes on where a loaded <see cref="TrainerState{T}"/> ended.</summary>
    public long Step { get; }

    /// <summary>The parameters that the update changes: without those that are frozen.</summary>
    public IReadOnlyList<Parameter> Parameters => Updated.All;

    /// <summary>They, and where they lie.</summary>
    internal UpdatedParameters<T> Updated { get; }

    /// <summary>The gradient of a parameter, of shape <see cref="Parameter.Shape"/>.</summary>
    /// <exception cref="ArgumentException">It is a running statistic, or of another network; or no loss depends on it.</exception>
    public Span<T> Of(Parameter parameter)
    {
        ParameterRange range = Updated.RangeOf(parameter);
        return All.Slice(range.Offset, range.Shape.Size);
    }

    /// <summary>
    /// The values of a parameter before the update. On a device the first call in a step copies those of all parameters to the host.
    /// </summary>
    /// <exception cref="ArgumentException">It is a running statistic, or of another network; or no loss depends on it.</exception>
    public ReadOnlySpan<T> ParameterOf(Parameter parameter)
    {
        ParameterRange range = Updated.RangeOf(parameter);
        return _values().Slice(range.Offset, range.Shape.Size);
    }

    /// <summary>The values of all parameters, in the order of <see cref="All"/>.</summary>
    internal ReadOnlySpan<T> Values => _values();
}
