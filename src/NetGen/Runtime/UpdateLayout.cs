using System.Numerics;

namespace NetGen.Runtime;

/// <summary>
/// Which optimizer of a trainer updates which of its parameters, and by which numbers. What an optimizer remembers is of its own parameters
/// only, one behind the other.
/// </summary>
internal sealed partial class UpdateLayout
{
    private readonly Optimizer _first;

    private UpdateLayout(Optimizer first, UpdateGroup[] groups, UpdatedParameter[] parameters, int end)
    {
        _first = first;
        Groups = groups;
        Parameters = parameters;
        _end = end;
        _states = new FreezeState[parameters.Length];
        Blocks = Join(_ => -1);
        Divide();
    }

    /// <summary>
    /// The trainer's optimizer for what belongs to no group, then each group's, then those that take what one of them leaves to others.
    /// </summary>
    public UpdateGroup[] Groups { get; }

    /// <summary>The trained parameters in order.</summary>
    public UpdatedParameter[] Parameters { get; }

    /// <summary>Those of them that are updated as whole matrices.</summary>
    public UpdatedParameter[] Matrices => Array.FindAll(Parameters, parameter => IsOfMatrices(parameter.Group));

    /// <summary>Whether a group's optimizer works on whole matrices.</summary>
    public bool IsOfMatrices(int group) => Groups[group].Optimizer?.MatrixRule is not null;

    /// <summary>Divides the parameters of a network.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="optimizer">For what belongs to no group.</param>
    /// <param name="groups">The first that has a parameter takes it.</param>
    /// <exception cref="ArgumentException">A group has no parameter, or a parameter an optimizer that cannot update it.</exception>
    public static UpdateLayout Of<T>(ParameterStore<T> store, Optimizer optimizer, IReadOnlyList<ParameterGroup> groups)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<(Optimizer? Optimizer, double Scale)> owners = [(optimizer, 1), .. groups.Select(group => (group.Optimizer, group.RateScale))];
        int[] others = new int[owners.Count];
        for (int i = 0; i < others.Length; i++)
        {
            if (owners[i].Optimizer?.Rest is { } rest)
            {
                others[i] = owners.Count;
                owners.Add((rest, owners[i].Scale));
            }
        }

        (ParameterRange Range, int Group)[] trained = [.. store.Parameters
            .Select(parameter => (Parameter: parameter, Range: store.RangeOf(parameter)!))
            .Where(pair => pair.Range.IsTrained && pair.Range.Offset < store.TrainedSize)
            .OrderBy(pair => pair.Range.Offset)
            .Select(pair => (pair.Range, GroupOf(pair.Parameter)))];
        int[] sizes = new int[owners.Count];
        UpdatedParameter[] parameters = new UpdatedParameter[trained.Length];
        for (int i = 0; i < trained.Length; i++)
        {
            (ParameterRange range, int group) = trained[i];
            int behind = i + 1 < trained.Length ? trained[i + 1].Range.Offset : store.TrainedSize;
            parameters[i] = new(range.Name, range.Shape, range.Offset, group, sizes[group]);
            sizes[group] += behind - range.Offset;
        }

        for (int i = 1; i < others.Length; i++)
        {
            if (sizes[i] == 0 && (others[i] == 0 || sizes[others[i]] == 0))
            {
                throw new ArgumentException($"No trained parameter of the network belongs to group {i - 1}.", nameof(groups));
            }
        }

        return new(
            optimizer,
            [.. owners.Zip(sizes, (owner, size) => new UpdateGroup(owner.Optimizer, owner.Scale, size))],
            parameters,
            store.TrainedSize);

        int GroupOf(Parameter parameter)
        {
            // 0 for the trainer's optimizer.
            int group = 1;
            while (group <= groups.Count && !groups[group - 1].Has(parameter))
            {
                group++;
            }

            group %= groups.Count + 1;
            if (owners[group].Optimizer is not { MatrixRule: not null } whole || MatrixShape.IsMatrix(parameter))
            {
                return group;
            }

            return others[group] > 0 ? others[group] : throw new ArgumentException(
                $"{whole.GetType().Name} updates matrices, and {parameter} is none to it: give what it leaves to another optimizer, "
                    + $"as in new {whole.GetType().Name}(…, others: new AdamW()), or in a ParameterGroup.",
                nameof(optimizer));
        }
    }

    /// <summary>A group's learning rate: its optimizer's, times the factor of the trainer's schedule.</summary>
    /// <param name="group">The group.</param>
    /// <param name="learningRate">Of the trainer's optimizer in this step.</param>
    private double RateOf(UpdateGroup group, double learningRate) => group.RateScale
        * (group.Optimizer == _first ? learningRate
            : group.Optimizer!.Rate * (_first.Rate > 0 ? learningRate / _first.Rate : 1));
}

/// <param name="Optimizer">Null where the parameters are frozen for good.</param>
/// <param name="RateScale">What its rate is multiplied by.</param>
/// <param name="Size">Elements of its parameters.</param>
internal readonly record struct UpdateGroup(Optimizer? Optimizer, double RateScale, int Size);

/// <param name="Name">Its name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">In the block.</param>
/// <param name="Group">Its group's number in the layout.</param>
/// <param name="Place">Where it begins in what the group's optimizer remembers.</param>
internal readonly record struct UpdatedParameter(string Name, Shape Shape, int Offset, int Group, int Place);
