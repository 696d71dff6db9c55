using System.Numerics;
using NetGen.Numerics;

namespace NetGen.Runtime;

/// <summary>The optimizers of one trainer over its block of parameters.</summary>
internal sealed class UpdateGroups<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _parameters;
    private readonly AlignedBuffer<T> _gradients;

    private readonly UpdateBounds<T>? _bounds;
    private readonly MatrixUpdates<T>? _matrices;

    // By the group's number; null where nothing updates it.
    private readonly OptimizerState<T>?[] _states;
    private readonly double[] _exact = new double[Factors<F1>.Most];

    // By the set's number, for one version of the layout.
    private T[][] _factors = [];
    private int _version;

    /// <param name="store">The parameters.</param>
    /// <param name="gradients">Their gradients, in the same order.</param>
    /// <param name="optimizer">For what belongs to no group.</param>
    /// <param name="groups">The first that has a parameter takes it.</param>
    /// <exception cref="ArgumentException">A group has no parameter, or a parameter an optimizer that cannot update it.</exception>
    public UpdateGroups(ParameterStore<T> store, AlignedBuffer<T> gradients, Optimizer optimizer, IReadOnlyList<ParameterGroup> groups)
    {
        _parameters = store.Block;
        _gradients = gradients;
        Layout = UpdateLayout.Of(store, optimizer, groups);
        _bounds = UpdateBounds<T>.Of(store, Layout);
        _matrices = MatrixUpdates<T>.Of(store.Block, gradients, Layout);
        _states = [.. Layout.Groups.Select(group => group.Size > 0 ? group.Optimizer?.CreateState<T>(group.Size) : null)];
    }

    /// <summary>Which of them updates what.</summary>
    public UpdateLayout Layout { get; }

    /// <summary>Whether an optimizer works on whole matrices: it waits for all gradients.</summary>
    public bool HasMatrices => _matrices is not null;

    /// <summary>Steps so far.</summary>
    public long Steps { get; set; }

    /// <summary>Whether a gradient of this step was not finite where it was computed: its weights are left as they were.</summary>
    public bool SawNotFinite { get; set; }

    /// <summary>Begins a step.</summary>
    /// <param name="learningRate">Of the optimizer of what belongs to no group; the others' are scaled alike.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    public void BeginStep(double learningRate)
    {
        if (!double.IsFinite(learningRate) || learningRate < 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(learningRate), learningRate, "The learning rate must be a finite number, at least 0.");
        }

        Steps++;
        if (_version != Layout.Version)
        {
            _version = Layout.Version;
            _factors = [.. Layout.Sets.Select(_ => new T[Factors<F1>.Most])];
        }

        for (int i = 0; i < _factors.Length; i++)
        {
            UpdateSet set = Layout.Sets[i];
            Optimizer optimizer = Layout.Groups[set.Group].Optimizer!;
            int count = optimizer.Rule.FactorCount;
            optimizer.SetFactors(Layout.StepOf(set, learningRate, Steps), _exact.AsSpan(0, count));
            for (int k = 0; k < count; k++)
            {
                _factors[i][k] = T.CreateChecked(_exact[k]);
            }
        }

        SawNotFinite = false;
    }

    /// <summary>Takes back a step that updated nothing.</summary>
    public void TakeBackStep() => Steps--;

    /// <summary>What the optimizer of a group remembers: a block for each slot of its rule.</summary>
    public IReadOnlyList<AlignedBuffer<T>> SlotsOf(int group) => _states[group]?.Slots ?? [];

    /// <summary>Updates neighbouring parameters by their gradients, but those that are updated as whole matrices.</summary>
    /// <param name="start">The first, in the block.</param>
    /// <param name="count">How many.</param>
    public void Update(int start, int count)
    {
        (int place, int left) = (start, count);
        UpdateRange[] ranges = Layout.Ranges;
        for (int i = UpdateLayout.Find(ranges, start); left > 0; i++)
        {
            UpdateRange range = ranges[i];
            int size = Math.Min(left, range.End - place);
            if (range.Set >= 0 && !Layout.IsOfMatrices(range.Group))
            {
                _states[range.Group]!.Update(
                    _parameters.Span.Slice(place, size), _gradients.Span.Slice(place, size), range.Place + place - range.Offset,
                    _factors[range.Set]);
                _bounds?.Apply(_parameters.Span, place, size);
            }

            place += size;
            left -= size;
        }
    }

    /// <summary>Updates what is updated as whole matrices, in blocks of its own.</summary>
    public void UpdateMatrices(Worker worker) => _matrices?.Run(worker, _states, _factors, _bounds);

    /// <summary>Takes the gradients out that update nothing.</summary>
    public void ClearFrozen()
    {
        foreach (UpdateRange range in Layout.Ranges)
        {
            if (range.Set < 0)
            {
                _gradients.Span.Slice(range.Offset, range.Size).Clear();
            }
        }
    }
}
