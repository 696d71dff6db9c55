using System.Numerics;

namespace NetGen.Runtime;

/// <summary>What steps of one trainer leave as it is, wherever they run: trained parameters and running statistics.</summary>
internal sealed class FreezeSwitch<T>(ParameterStore<T> store, UpdateLayout layout)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Running statistics, and parameters that no loss depends on.</summary>
    public HeldStatistics Held { get; } = HeldStatistics.Of(store);

    /// <summary>What differs from a trainer that froze nothing, by name.</summary>
    public IReadOnlyDictionary<string, FreezeState> State
    {
        get
        {
            Dictionary<string, FreezeState> state = new(layout.Frozen);
            foreach (string name in Held.Names)
            {
                state.Add(name, new(IsFrozen: true, 0, 0));
            }

            return state;
        }

        set
        {
            layout.Frozen = value;
            Held.Names = value.Where(pair => pair.Value.IsFrozen).Select(pair => pair.Key);
        }
    }

    /// <summary>Freezes parameters or lets them go on: all of them or none.</summary>
    /// <param name="parameters">Of the network.</param>
    /// <param name="isFrozen">Whether they are frozen from now on.</param>
    /// <param name="updates">Updates so far.</param>
    /// <exception cref="ArgumentException">One is of another network, or is to go on, though its group has no optimizer.</exception>
    public void Set(IReadOnlyList<Parameter> parameters, bool isFrozen, long updates)
    {
        foreach (Parameter parameter in parameters)
        {
            ParameterRange range = RangeOf(parameter);
            if (!isFrozen && range.Offset < store.TrainedSize && layout.IsFrozenForGood(range.Offset))
            {
                throw new ArgumentException(
                    $"{parameter.Name} belongs to a ParameterGroup that is frozen for good: no optimizer has it.", nameof(parameters));
            }
        }

        foreach (Parameter parameter in parameters)
        {
            ParameterRange range = RangeOf(parameter);
            if (range.Offset < store.TrainedSize)
            {
                layout.SetFrozen(range.Offset, isFrozen, updates);
            }
            else
            {
                Held.Set(range, isFrozen);
            }
        }
    }

    /// <summary>Whether steps leave it as it is.</summary>
    /// <exception cref="ArgumentException">It is of another network.</exception>
    public bool Has(Parameter parameter)
    {
        ParameterRange range = RangeOf(parameter);
        return range.Offset < store.TrainedSize ? layout.IsFrozen(range.Offset) : Held.IsHeld(range);
    }

    private ParameterRange RangeOf(Parameter parameter) => store.RangeOf(parameter)
        ?? throw new ArgumentException($"{parameter.Name} is of another network than the trainer's.", nameof(parameter));
}
