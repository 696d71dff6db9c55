using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>Arguments of the kernels between a batch's gradients and the update.</summary>
internal struct PhaseArguments<T>
    where T : unmanaged
{
    public int Count;
    public T Limit;
    public T Sign;
    public T Proportion;
    public ArrayView<uint> Clock;
    public ArrayView<uint> Halt;
    public ArrayView<uint> Hold;
    public ArrayView<T> Scalars;
    public ArrayView<T> Gradients;
    public ArrayView<T> Mean;
    public ArrayView<T> Weights;
}

/// <summary>What stands between the gradients of a batch and the update, as on the CPU.</summary>
internal static class PhaseKernels
{
    /// <summary>hold ← whether this step updates nothing: updates are stopped, or more batches are to come. One thread.</summary>
    public static void Hold<T>(PhaseArguments<T> g)
        where T : unmanaged
        => g.Hold[0] = g.Halt[0] != 0 || g.Clock[StepTable.IsUpdate] == 0 ? 1u : 0u;

    /// <summary>
    /// mean ← mean + (gradient − mean) · share, where the batch has that share of the samples so far; in the last, gradient ← mean.
    /// </summary>
    public static void Accumulate<T>(PhaseArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Halt[0] == 0)
        {
            T share = g.Scalars[StepTable.Share], gradient = g.Gradients[i], mean = g.Mean[i];
            mean = share < T.One ? mean + ((gradient - mean) * share) : gradient;
            g.Mean[i] = mean;
            if (g.Hold[0] == 0)
            {
                g.Gradients[i] = mean;
            }
        }
    }

    /// <summary>gradient ← mean.</summary>
    public static void TakeMean<T>(PhaseArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count)
        {
            g.Gradients[i] = g.Mean[i];
        }
    }

    /// <summary>gradient ← 0.</summary>
    public static void Clear<T>(PhaseArguments<T> g)
        where T : unmanaged
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Hold[0] == 0)
        {
            g.Gradients[i] = default;
        }
    }

    /// <summary>gradient ← min(max(gradient, −limit), limit).</summary>
    public static void ClipValue<T>(PhaseArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Hold[0] == 0)
        {
            T gradient = g.Gradients[i];
            g.Gradients[i] = gradient > g.Limit ? g.Limit : gradient < -g.Limit ? -g.Limit : gradient;
        }
    }

    /// <summary>gradient ← gradient + λ₁ · sign(weight) + λ₂ · weight.</summary>
    public static void Penalize<T>(PhaseArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Hold[0] == 0)
        {
            T weight = g.Weights[i], sign = weight > T.Zero ? g.Sign : weight < T.Zero ? -g.Sign : T.Zero;
            g.Gradients[i] += sign + (weight * g.Proportion);
        }
    }
}
