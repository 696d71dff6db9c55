using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>Arguments of <see cref="UpdateKernels.Step{T, TRule}"/>; a view without use is that of the parameters.</summary>
internal struct UpdateArguments<T>
    where T : unmanaged
{
    public int Count;
    public ArrayView<uint> Hold;

    /// <summary>For each so many elements of the block the number of their set, −1 where they are frozen.</summary>
    public ArrayView<int> Sets;

    /// <summary>Where the parameters begin in the block.</summary>
    public int Start;

    /// <summary>The logarithm of how many elements.</summary>
    public int Shift;

    /// <summary>Those of each set, one behind the other.</summary>
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
    /// <summary>One step of the rule; nothing where updates are held back or parameters frozen. A thread for each parameter.</summary>
    public static void Step<T, TRule>(UpdateArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRule : struct, IUpdateRule
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i >= a.Count || a.Hold[0] != 0)
        {
            return;
        }

        int set = a.Sets[(a.Start + i) >> a.Shift];
        if (set < 0)
        {
            return;
        }

        int f = set * Factors<DeviceNumber<T>>.Most;
        Factors<DeviceNumber<T>> factors = new(
            new(a.Factors[f]), new(a.Factors[f + 1]), new(a.Factors[f + 2]), new(a.Factors[f + 3]), new(a.Factors[f + 4]),
            new(a.Factors[f + 5]), new(a.Factors[f + 6]), new(a.Factors[f + 7]), new(a.Factors[f + 8]), new(a.Factors[f + 9]),
            new(a.Factors[f + 10]), new(a.Factors[f + 11]));
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

    /// <summary>parameter ← min(max(parameter, least), most) but where it is frozen; NaN stays NaN. A thread for each.</summary>
    public static void Clamp<T>(BoundArguments<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < a.Count && a.Hold[0] == 0 && a.Sets[(a.Start + i) >> a.Shift] >= 0)
        {
            T value = a.Parameters[i], least = a.Least[i], most = a.Most[i];
            value = value < least ? least : value;
            a.Parameters[i] = value > most ? most : value;
        }
    }
}
