namespace NetGen.Runtime;

/// <content>What is updated by the same numbers, which changes where parameters are frozen between two steps.</content>
internal sealed partial class UpdateLayout
{
    private readonly int _end;
    private readonly FreezeState[] _states;

    /// <summary>The block's parts in order, without gaps; neighbours of one group are one, and of no set.</summary>
    public UpdateRange[] Blocks { get; }

    /// <summary>What is updated by the same numbers: nothing that is frozen.</summary>
    public UpdateSet[] Sets { get; private set; } = [];

    /// <summary>The block's parts in order, without gaps; neighbours of one set are one.</summary>
    public UpdateRange[] Ranges { get; private set; } = [];

    /// <summary>Grows with each change of <see cref="Sets"/> and <see cref="Ranges"/>.</summary>
    public int Version { get; private set; }

    /// <summary>What differs from parameters that were never frozen between two steps, by name.</summary>
    public IReadOnlyDictionary<string, FreezeState> Frozen
    {
        get
        {
            Dictionary<string, FreezeState> frozen = [];
            for (int i = 0; i < _states.Length; i++)
            {
                if (_states[i] != default)
                {
                    frozen.Add(Parameters[i].Name, _states[i]);
                }
            }

            return frozen;
        }

        set
        {
            for (int i = 0; i < _states.Length; i++)
            {
                _states[i] = value.GetValueOrDefault(Parameters[i].Name);
            }

            Divide();
        }
    }

    /// <summary>Whether a parameter is not updated.</summary>
    public bool IsFrozen(int offset) => SetAt(offset) < 0;

    /// <summary>The set of a parameter; −1 where it is frozen.</summary>
    public int SetAt(int offset) => Ranges[Find(Ranges, offset)].Set;

    /// <summary>Whether a parameter belongs to a group without an optimizer.</summary>
    public bool IsFrozenForGood(int offset) => Groups[Ranges[Find(Ranges, offset)].Group].Optimizer is null;

    /// <summary>The numbers of a set's step follow from this.</summary>
    /// <param name="set">The set.</param>
    /// <param name="learningRate">Of the trainer's optimizer.</param>
    /// <param name="update">The update, from 1.</param>
    public UpdateStep StepOf(in UpdateSet set, double learningRate, long update)
    {
        UpdateGroup group = Groups[set.Group];
        return new(RateOf(group, learningRate), set.Decays ? group.Optimizer!.Penalty : 0, update - set.Missed);
    }

    /// <summary>Freezes a parameter or lets it go on; what its optimizer remembers of it stays.</summary>
    /// <param name="offset">Of the parameter in the block.</param>
    /// <param name="isFrozen">Whether it is frozen from now on.</param>
    /// <param name="updates">Updates so far.</param>
    public void SetFrozen(int offset, bool isFrozen, long updates)
    {
        int index = Array.FindIndex(Parameters, parameter => parameter.Offset == offset);
        FreezeState state = _states[index];
        if (state.IsFrozen != isFrozen)
        {
            _states[index] = isFrozen
                ? new(IsFrozen: true, state.Missed, updates)
                : new(IsFrozen: false, state.Missed + Math.Max(0, updates - state.Since), 0);
            Divide();
        }
    }

    /// <summary>Which of some ranges has an element.</summary>
    public static int Find(UpdateRange[] ranges, int place)
    {
        int low = 0, high = ranges.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = ranges[middle].Offset <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private void Divide()
    {
        List<UpdateSet> sets = [];
        Ranges = Join(i => SetOf(i, sets));
        Sets = [.. sets];
        Version++;
    }

    private UpdateRange[] Join(Func<int, int> setOf)
    {
        List<UpdateRange> ranges = [];
        for (int i = 0; i < Parameters.Length; i++)
        {
            UpdatedParameter parameter = Parameters[i];
            int set = setOf(i), end = i + 1 < Parameters.Length ? Parameters[i + 1].Offset : _end;
            if (ranges.Count > 0 && ranges[^1].Group == parameter.Group && ranges[^1].Set == set)
            {
                ranges[^1] = ranges[^1] with { End = end };
            }
            else
            {
                ranges.Add(new(parameter.Offset, end, parameter.Group, parameter.Place, set));
            }
        }

        return [.. ranges];
    }

    private int SetOf(int parameter, List<UpdateSet> sets)
    {
        (_, Shape shape, _, int group, _) = Parameters[parameter];
        if (_states[parameter].IsFrozen || Groups[group].Optimizer is not { } optimizer)
        {
            return -1;
        }

        // Without any decay nothing is exempt, and neighbours stay together.
        UpdateSet wanted = new(group, optimizer.Penalty == 0 || optimizer.Decays(shape), _states[parameter].Missed);
        int set = sets.IndexOf(wanted);
        if (set < 0)
        {
            set = sets.Count;
            sets.Add(wanted);
        }

        return set;
    }
}

/// <param name="Group">Number of its group in the layout.</param>
/// <param name="Decays">Whether weight decay takes it.</param>
/// <param name="Missed">Updates in which it was frozen.</param>
internal readonly record struct UpdateSet(int Group, bool Decays, long Missed);

/// <param name="Offset">In the block.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Group">Its group's number in the layout.</param>
/// <param name="Place">Where it begins in what the group's optimizer remembers.</param>
/// <param name="Set">The number of its set; −1 where it is frozen.</param>
internal readonly record struct UpdateRange(int Offset, int End, int Group, int Place, int Set)
{
    public int Size => End - Offset;
}

/// <param name="IsFrozen">Whether it is frozen.</param>
/// <param name="Missed">Updates of earlier times in which it was.</param>
/// <param name="Since">Updates before it was frozen.</param>
internal readonly record struct FreezeState(bool IsFrozen, long Missed, long Since);
