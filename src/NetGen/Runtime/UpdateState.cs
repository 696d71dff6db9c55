using System.Numerics;

namespace NetGen.Runtime;

/// <summary>What the optimizers of a trainer remember, and how far they are.</summary>
/// <param name="Progress">How far.</param>
/// <param name="MostBatches">Batches of an update: fewer may be accumulated.</param>
/// <param name="Tensors">A part for each parameter and slot, in the host's memory.</param>
/// <param name="Frozen">What was frozen between two steps, by name.</param>
internal sealed record UpdateState(
    UpdateProgress Progress, int MostBatches, IReadOnlyList<Parameter> Tensors, IReadOnlyDictionary<string, FreezeState> Frozen)
{
    /// <summary>Batches so far: the counter of dropout's random numbers.</summary>
    public long Draws { get; init; }

    /// <summary>Names the parts of the blocks of an optimizer's memory.</summary>
    /// <param name="layout">Which optimizer updates what.</param>
    /// <param name="slotsOf">The blocks of a group, one for each slot.</param>
    /// <param name="mean">The mean of the gradients, in the order of the parameters; null where none is made.</param>
    public static IReadOnlyList<Parameter> Name<T>(
        UpdateLayout layout, Func<int, IReadOnlyList<AlignedBuffer<T>>> slotsOf, AlignedBuffer<T>? mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        List<Parameter> tensors = [];
        foreach (UpdatedParameter parameter in layout.Parameters)
        {
            Optimizer? optimizer = layout.Groups[parameter.Group].Optimizer;
            IReadOnlyList<AlignedBuffer<T>> slots = slotsOf(parameter.Group);
            for (int slot = 0; slot < slots.Count; slot++)
            {
                Add($"{optimizer!.GetType().Name}.{optimizer.Rule.SlotName(slot)}", slots[slot], parameter.Place);
            }

            if (mean is not null)
            {
                Add("accumulated", mean, parameter.Offset);
            }

            void Add(string what, AlignedBuffer<T> block, int place) => tensors.Add(new Parameter<T>(
                $"{parameter.Name}.{what}", parameter.Shape, isTrained: false, block.Memory(place, parameter.Shape.Size)));
        }

        return tensors;
    }

    /// <summary>Names the parts of the average of a network's parameters and running statistics.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="average">Their average, in the same order; null where there is none.</param>
    public static IEnumerable<Parameter> NameAverage<T>(ParameterStore<T> store, AlignedBuffer<T>? average)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => average is null ? [] : store.Parameters.Select(parameter => new Parameter<T>(
            $"{parameter.Name}.average", parameter.Shape, isTrained: false,
            average.Memory(store.RangeOf(parameter)!.Offset, parameter.Shape.Size)));
}
