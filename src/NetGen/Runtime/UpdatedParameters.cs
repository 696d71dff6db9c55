using System.Numerics;

namespace NetGen.Runtime;

/// <summary>The newest values of all parameters, in the host's memory.</summary>
internal delegate Span<T> ParameterValues<T>()
    where T : unmanaged;

/// <summary>The parameters that the updates of one trainer change: not those that are frozen, nor those that no loss depends on.</summary>
internal sealed class UpdatedParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterStore<T> _store;

    private UpdatedParameters(ParameterStore<T> store, Parameter[] all, ParameterRange[] ranges, int seed)
    {
        _store = store;
        All = all;
        Ranges = ranges;
        Seed = seed;
    }

    /// <summary>They, in the block's order.</summary>
    public Parameter[] All { get; }

    /// <summary>Where they lie.</summary>
    public ParameterRange[] Ranges { get; }

    /// <summary>The trainer's seed.</summary>
    public int Seed { get; }

    public static UpdatedParameters<T> Of(ParameterStore<T> store, UpdateLayout layout, int seed)
    {
        HashSet<int> updated =
            [.. layout.Parameters.Where(p => layout.Groups[p.Group].Optimizer is not null).Select(p => p.Offset)];
        (Parameter Parameter, ParameterRange Range)[] all =
        [
            .. store.Parameters
                .Select(parameter => (parameter, store.RangeOf(parameter)!))
                .Where(pair => pair.Item2.IsTrained && updated.Contains(pair.Item2.Offset))
                .OrderBy(pair => pair.Item2.Offset),
        ];
        return new(store, [.. all.Select(pair => pair.Parameter)], [.. all.Select(pair => pair.Range)], seed);
    }

    /// <summary>Where one of the network's trained parameters lies.</summary>
    /// <exception cref="ArgumentException">It is a running statistic, of another network, or no loss depends on it.</exception>
    public ParameterRange RangeOf(Parameter parameter)
    {
        ParameterRange range = _store.TrainedRangeOf(parameter);
        return range.Offset < _store.TrainedSize
            ? range
            : throw new ArgumentException($"No loss depends on {parameter.Name}, so no update changes it.", nameof(parameter));
    }
}
