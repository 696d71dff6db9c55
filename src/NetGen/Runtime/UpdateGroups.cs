using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// The optimizers of one trainer over its block of parameters. Each group's state remembers the group's parameters only, one behind the
/// other.
/// </summary>
internal sealed class UpdateGroups<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _gradients;
    private readonly Optimizer _first;
    private readonly List<(Optimizer Optimizer, OptimizerState<T> State)> _states = [];

    // In order, without gaps.
    private readonly Range[] _ranges;

    /// <param name="store">The parameters.</param>
    /// <param name="gradients">Their gradients, in the same order.</param>
    /// <param name="optimizer">For what belongs to no group.</param>
    /// <param name="groups">The first that has a parameter takes it.</param>
    /// <exception cref="ArgumentException">A group has no parameter.</exception>
    public UpdateGroups(ParameterStore<T> store, AlignedBuffer<T> gradients, Optimizer optimizer, IReadOnlyList<ParameterGroup> groups)
    {
        _parameters = store.Block;
        _gradients = gradients;
        _first = optimizer;
        Range[] ranges = [.. Divide(store, groups)];
        int[] sizes = [.. Enumerable.Range(-1, groups.Count + 1).Select(
            group => ranges.Where(range => range.Group == group).Sum(range => range.Size))];
        OptimizerState<T>?[] states = new OptimizerState<T>?[sizes.Length];
        for (int group = -1; group < groups.Count; group++)
        {
            if (group >= 0 && !ranges.Any(range => range.Group == group))
            {
                throw new ArgumentException($"No trained parameter of the network belongs to group {group}.", nameof(groups));
            }

            if (sizes[group + 1] > 0 && (group < 0 ? optimizer : groups[group].Optimizer) is { } updates)
            {
                states[group + 1] = updates.CreateState<T>(sizes[group + 1]);
                _states.Add((updates, states[group + 1]!));
            }
        }

        int[] places = new int[sizes.Length];
        _ranges = [.. ranges.Select(range => range with
        {
            State = states[range.Group + 1], Place = (places[range.Group + 1] += range.Size) - range.Size,
        })];
    }

    /// <summary>Whether a gradient of this step was not finite where it was computed: its weights are left as they were.</summary>
    public bool SawNotFinite { get; set; }

    /// <summary>Begins a step.</summary>
    /// <param name="learningRate">Of the optimizer of what belongs to no group; the others' are scaled alike.</param>
    public void BeginStep(double learningRate)
    {
        double factor = _first.Rate > 0 ? learningRate / _first.Rate : 1;
        foreach ((Optimizer optimizer, OptimizerState<T> state) in _states)
        {
            state.BeginStep(optimizer == _first ? learningRate : optimizer.Rate * factor);
        }

        SawNotFinite = false;
    }

    /// <summary>Takes back a step that updated nothing.</summary>
    public void TakeBackStep()
    {
        foreach ((_, OptimizerState<T> state) in _states)
        {
            state.TakeBackStep();
        }
    }

    /// <summary>Updates neighbouring parameters by their gradients.</summary>
    /// <param name="start">The first, in the block.</param>
    /// <param name="count">How many.</param>
    public void Update(int start, int count)
    {
        for (int i = Find(start); count > 0; i++)
        {
            Range range = _ranges[i];
            int size = Math.Min(count, range.End - start);
            range.State?.Update(
                _parameters.Span.Slice(start, size), _gradients.Span.Slice(start, size), range.Place + start - range.Offset);
            start += size;
            count -= size;
        }
    }

    /// <summary>Takes the gradients out that update nothing.</summary>
    public void ClearFrozen()
    {
        foreach (Range range in _ranges)
        {
            if (range.State is null)
            {
                _gradients.Span.Slice(range.Offset, range.Size).Clear();
            }
        }
    }

    /// <summary>The block's parameters with the numbers of their groups, −1 for none; neighbours of one group as one.</summary>
    private static IEnumerable<Range> Divide(ParameterStore<T> store, IReadOnlyList<ParameterGroup> groups)
    {
        (int Offset, int Group)[] starts = [.. store.Parameters
            .Select(parameter => (Parameter: parameter, Range: store.RangeOf(parameter)!))
            .Where(pair => pair.Range.IsTrained && pair.Range.Offset < store.TrainedSize)
            .OrderBy(pair => pair.Range.Offset)
            .Select(pair => (pair.Range.Offset, GroupOf(pair.Parameter)))];
        for (int i = 0, end; i < starts.Length; i = end)
        {
            for (end = i + 1; end < starts.Length && starts[end].Group == starts[i].Group; end++)
            {
            }

            int behind = end < starts.Length ? starts[end].Offset : store.TrainedSize;
            yield return new Range(starts[i].Offset, behind, starts[i].Group, null, 0);
        }

        int GroupOf(Parameter parameter)
        {
            for (int group = 0; group < groups.Count; group++)
            {
                if (groups[group].Has(parameter))
                {
                    return group;
                }
            }

            return -1;
        }
    }

    private int Find(int place)
    {
        int low = 0, high = _ranges.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _ranges[middle].Offset <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <param name="Offset">In the block.</param>
    /// <param name="End">Behind the last.</param>
    /// <param name="Group">Its number.</param>
    /// <param name="State">Updates it; null where nothing does.</param>
    /// <param name="Place">Where it begins in what the state remembers.</param>
    private readonly record struct Range(int Offset, int End, int Group, OptimizerState<T>? State, int Place)
    {
        public int Size => End - Offset;
    }
}
