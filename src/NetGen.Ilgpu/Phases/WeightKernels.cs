using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>Arguments of the kernels that follow an update.</summary>
internal struct WeightArguments<T>
    where T : unmanaged
{
    public int Count;
    public T Limit;
    public ArrayView<uint> Hold;
    public ArrayView<T> Scalars;
    public ArrayView<T> Weights;
    public ArrayView<T> Average;
}

/// <summary>What follows an update, as on the CPU.</summary>
internal static class WeightKernels
{
    /// <summary>
    /// w ← w · min(1, limit / ‖w‖) for rows of so many weights, ‖w‖ = M · √Σ (w/M)² with M = max |w|. A group of threads for each row.
    /// </summary>
    public static void LimitRows<T>(WeightArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(IlgpuDevice.ThreadsOfGroup);
        int first = Grid.IdxX * g.Count;
        T largest = T.Zero, sum = T.Zero;
        for (int i = Group.IdxX; i < g.Count; i += Group.DimX)
        {
            T weight = g.Weights[first + i], magnitude = weight < T.Zero ? -weight : weight;
            largest = magnitude > largest ? magnitude : largest;
        }

        largest = DeviceGroup.Max(shared, largest, Group.DimX);
        for (int i = Group.IdxX; i < g.Count; i += Group.DimX)
        {
            T scaled = largest > T.Zero ? g.Weights[first + i] / largest : T.Zero;
            sum += scaled * scaled;
        }

        sum = DeviceGroup.Sum(shared, sum, Group.DimX);
        T factor = sum > T.Zero ? g.Limit / largest / T.Sqrt(sum) : T.One;
        for (int i = Group.IdxX; factor < T.One && g.Hold[0] == 0 && i < g.Count; i += Group.DimX)
        {
            g.Weights[first + i] *= factor;
        }
    }

    /// <summary>average ← average + (weight − average) · share; the weight where the share is 1, nothing where it is 0.</summary>
    public static void Average<T>(WeightArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Hold[0] == 0)
        {
            T share = g.Scalars[StepTable.AverageShare], weight = g.Weights[i], average = g.Average[i];
            g.Average[i] = share < T.One ? average + ((weight - average) * share) : weight;
        }
    }
}
