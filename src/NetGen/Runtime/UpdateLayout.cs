using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Which optimizer of a trainer updates which of its parameters. What an optimizer remembers is of its own parameters only, one behind the
/// other.
/// </summary>
internal sealed class UpdateLayout
{
    private readonly Optimizer _first;

    private UpdateLayout(Optimizer first, UpdateGroup[] groups, UpdateRange[] ranges, UpdatedParameter[] parameters)
    {
        _first = first;
        Groups = groups;
        Ranges = ranges;
        Parameters = parameters;
    }

    /// <summary>The trainer's optimizer for what belongs to no group, then each group's.</summary>
    public UpdateGroup[] Groups { get; }

    /// <summary>The block's parts in order, without gaps; neighbours of one group are one.</summary>
    public UpdateRange[] Ranges { get; }

    /// <summary>The trained parameters in order.</summary>
    public UpdatedParameter[] Parameters { get; }

    /// <summary>Divides the parameters of a network.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="optimizer">For what belongs to no group.</param>
    /// <param name="groups">The first that has a parameter takes it.</param>
    /// <exception cref="ArgumentException">A group has no parameter.</exception>
    public static UpdateLayout Of<T>(ParameterStore<T> store, Optimizer optimizer, IReadOnlyList<ParameterGroup> groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (ParameterRange Range, int Group)[] trained = [.. store.Parameters
            .Select(parameter => (Parameter: parameter, Range: store.RangeOf(parameter)!))
            .Where(pair => pair.Range.IsTrained && pair.Range.Offset < store.TrainedSize)
            .OrderBy(pair => pair.Range.Offset)
            .Select(pair => (pair.Range, GroupOf(pair.Parameter, groups)))];
        int[] sizes = new int[groups.Count + 1];
        List<UpdateRange> ranges = [];
        List<UpdatedParameter> parameters = [];
        for (int i = 0; i < trained.Length; i++)
        {
            (ParameterRange range, int group) = trained[i];
            int behind = i + 1 < trained.Length ? trained[i + 1].Range.Offset : store.TrainedSize;
            parameters.Add(new(range.Name, range.Shape, range.Offset, group, sizes[group]));
            if (ranges.Count > 0 && ranges[^1].Group == group)
            {
                ranges[^1] = ranges[^1] with { End = behind };
            }
            else
            {
                ranges.Add(new(range.Offset, behind, group, sizes[group]));
            }

            sizes[group] += behind - range.Offset;
        }

        int empty = Array.IndexOf(sizes, 0, 1);
        if (empty > 0)
        {
            throw new ArgumentException($"No trained parameter of the network belongs to group {empty - 1}.", nameof(groups));
        }

        Optimizer?[] optimizers = [optimizer, .. groups.Select(group => group.Optimizer)];
        return new(optimizer, [.. optimizers.Zip(sizes, (updates, size) => new UpdateGroup(updates, size))], [.. ranges], [.. parameters]);
    }

    /// <summary>A group's learning rate: its optimizer's, times the factor of the trainer's schedule.</summary>
    /// <param name="optimizer">The group's.</param>
    /// <param name="learningRate">Of the trainer's optimizer in this step.</param>
    public double RateOf(Optimizer optimizer, double learningRate) =>
        optimizer == _first ? learningRate : optimizer.Rate * (_first.Rate > 0 ? learningRate / _first.Rate : 1);

    /// <summary>0 for the trainer's optimizer.</summary>
    private static int GroupOf(Parameter parameter, IReadOnlyList<ParameterGroup> groups)
    {
        for (int i = 0; i < groups.Count; i++)
        {
            if (groups[i].Has(parameter))
            {
                return i + 1;
            }
        }

        return 0;
    }
}

/// <param name="Optimizer">Null where the parameters are frozen.</param>
/// <param name="Size">Elements of its parameters.</param>
internal readonly record struct UpdateGroup(Optimizer? Optimizer, int Size);

/// <param name="Offset">In the block.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Group">Its number in the layout.</param>
/// <param name="Place">Where it begins in what the group's optimizer remembers.</param>
internal readonly record struct UpdateRange(int Offset, int End, int Group, int Place)
{
    public int Size => End - Offset;
}

/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">In the block.</param>
/// <param name="Group">Its group's number in the layout.</param>
/// <param name="Place">Where it begins in what the group's optimizer remembers.</param>
internal readonly record struct UpdatedParameter(string Name, Shape Shape, int Offset, int Group, int Place);
