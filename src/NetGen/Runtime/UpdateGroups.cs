using System.Numerics;

namespace NetGen.Runtime;

/// <summary>The optimizers of one trainer over its block of parameters.</summary>
internal sealed class UpdateGroups<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _gradients;

    private readonly UpdateBounds<T>? _bounds;

    // By the group's number; null where nothing updates it.
    private readonly OptimizerState<T>?[] _states;

    /// <param name="store">The parameters.</param>
    /// <param name="gradients">Their gradients, in the same order.</param>
    /// <param name="optimizer">For what belongs to no group.</param>
    /// <param name="groups">The first that has a parameter takes it.</param>
    /// <exception cref="ArgumentException">A group has no parameter.</exception>
    public UpdateGroups(ParameterStore<T> store, AlignedBuffer<T> gradients, Optimizer optimizer, IReadOnlyList<ParameterGroup> groups)
    {
        _parameters = store.Block;
        _gradients = gradients;
        Layout = UpdateLayout.Of(store, optimizer, groups);
        _bounds = UpdateBounds<T>.Of(store, Layout);
        _states = [.. Layout.Groups.Select(group => group.Size > 0 ? group.Optimizer?.CreateState<T>(group.Size) : null)];
    }

    /// <summary>Which of them updates what.</summary>
    public UpdateLayout Layout { get; }

    /// <summary>Steps so far.</summary>
    public long Steps
    {
        get
        {
            // Asked in each step: no query, which would be garbage.
            foreach (OptimizerState<T>? state in _states)
            {
                if (state is not null)
                {
                    return state.Steps;
                }
            }

            return 0;
        }

        set => Array.ForEach(_states, state => _ = state is null ? 0 : state.Steps = value);
    }

    /// <summary>Whether a gradient of this step was not finite where it was computed: its weights are left as they were.</summary>
    public bool SawNotFinite { get; set; }

    /// <summary>Begins a step.</summary>
    /// <param name="learningRate">Of the optimizer of what belongs to no group; the others' are scaled alike.</param>
    public void BeginStep(double learningRate)
    {
        for (int i = 0; i < _states.Length; i++)
        {
            _states[i]?.BeginStep(Layout.RateOf(Layout.Groups[i].Optimizer!, learningRate));
        }

        SawNotFinite = false;
    }

    /// <summary>Takes back a step that updated nothing.</summary>
    public void TakeBackStep()
    {
        foreach (OptimizerState<T>? state in _states)
        {
            state?.TakeBackStep();
        }
    }

    /// <summary>What the optimizer of a group remembers: a block for each slot of its rule.</summary>
    public IReadOnlyList<AlignedBuffer<T>> SlotsOf(int group) => _states[group]?.Slots ?? [];

    /// <summary>Updates neighbouring parameters by their gradients.</summary>
    /// <param name="start">The first, in the block.</param>
    /// <param name="count">How many.</param>
    public void Update(int start, int count)
    {
        (int place, int left) = (start, count);
        for (int i = Find(start); left > 0; i++)
        {
            UpdateRange range = Layout.Ranges[i];
            int size = Math.Min(left, range.End - place);
            _states[range.Group]?.Update(
                _parameters.Span.Slice(place, size), _gradients.Span.Slice(place, size), range.Place + place - range.Offset);
            place += size;
            left -= size;
        }

        _bounds?.Apply(_parameters.Span, start, count);
    }

    /// <summary>Takes the gradients out that update nothing.</summary>
    public void ClearFrozen()
    {
        foreach (UpdateRange range in Layout.Ranges)
        {
            if (_states[range.Group] is null)
            {
                _gradients.Span.Slice(range.Offset, range.Size).Clear();
            }
        }
    }

    private int Find(int place)
    {
        UpdateRange[] ranges = Layout.Ranges;
        int low = 0, high = ranges.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = ranges[middle].Offset <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
