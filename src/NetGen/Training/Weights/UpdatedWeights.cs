using System.Numerics;
using NetGen.Runtime;

namespace NetGen;

/// <summary>The parameters that an update changed, for the time of a <see cref="WeightStage"/>.</summary>
/// <typeparam name="T">The network's number type.</typeparam>
public readonly ref struct UpdatedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<T> _all;

    internal UpdatedWeights(UpdatedParameters<T> updated, Span<T> all, long step)
    {
        Updated = updated;
        _all = all;
        Step = step;
    }

    /// <summary>Updates so far, this one included: it goes on where a loaded <see cref="TrainerState{T}"/> ended.</summary>
    public long Step { get; }

    /// <summary>The parameters that the update changed: without those that are frozen.</summary>
    public IReadOnlyList<Parameter> Parameters => Updated.All;

    internal UpdatedParameters<T> Updated { get; }

    /// <summary>The values of a parameter, of shape <see cref="Parameter.Shape"/>.</summary>
    /// <exception cref="ArgumentException">It is a running statistic, or of another network; or no loss depends on it.</exception>
    public Span<T> Of(Parameter parameter) => Of(Updated.RangeOf(parameter));

    internal Span<T> Of(ParameterRange range) => _all.Slice(range.Offset, range.Shape.Size);
}
