using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>Arguments of <see cref="UpdateKernels.Step{T, TRule}"/>; a view without use is that of the parameters.</summary>
internal struct UpdateArguments<T>
    where T : unmanaged
{
    public int Count;
    public ArrayView<uint> Hold;
    public ArrayView<T> Factors;
    public ArrayView<T> Parameters;
    public ArrayView<T> Gradients;
    public ArrayView<T> Slot0;
    public ArrayView<T> Slot1;
    public ArrayView<T> Slot2;
    public ArrayView<T> Slot3;
}

/// <summary>Update rules as kernels.</summary>
internal static class UpdateKernels
{
    /// <summary>One step of the rule; nothing where updates are held back. A thread for each parameter.</summary>
    public static void Step<T, TRule>(UpdateArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= a.Count || a.Hold[0] != 0)
        {
            return;
        }

        Factors<DeviceNumber<T>> factors = new(
            new(a.Factors[0]), new(a.Factors[1]), new(a.Factors[2]), new(a.Factors[3]), new(a.Factors[4]), new(a.Factors[5]),
            new(a.Factors[6]), new(a.Factors[7]), new(a.Factors[8]), new(a.Factors[9]), new(a.Factors[10]), new(a.Factors[11]));
        Slots<DeviceNumber<T>> slots = new(
            TRule.SlotCount > 0 ? new(a.Slot0[i]) : default,
            TRule.SlotCount > 1 ? new(a.Slot1[i]) : default,
            TRule.SlotCount > 2 ? new(a.Slot2[i]) : default,
            TRule.SlotCount > 3 ? new(a.Slot3[i]) : default);
        DeviceNumber<T> parameter = new(a.Parameters[i]);
        TRule.Step(ref parameter, new(a.Gradients[i]), ref slots, factors);
        a.Parameters[i] = parameter.Value;
        if (TRule.SlotCount > 0)
        {
            a.Slot0[i] = slots[0].Value;
        }

        if (TRule.SlotCount > 1)
        {
            a.Slot1[i] = slots[1].Value;
        }

        if (TRule.SlotCount > 2)
        {
            a.Slot2[i] = slots[2].Value;
        }

        if (TRule.SlotCount > 3)
        {
            a.Slot3[i] = slots[3].Value;
        }
    }

    /// <summary>parameter ← min(max(parameter, least), most); NaN stays NaN. A thread for each.</summary>
    public static void Clamp<T>(BoundArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < a.Count && a.Hold[0] == 0)
        {
            T value = a.Parameters[i], least = a.Least[i], most = a.Most[i];
            value = value < least ? least : value;
            a.Parameters[i] = value > most ? most : value;
        }
    }
}
