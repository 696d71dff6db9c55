using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>Arguments of the kernels of <see cref="ClipNorm"/>.</summary>
internal struct NormArguments<T>
    where T : unmanaged
{
    public int Count;
    public T Limit;
    public ArrayView<uint> Hold;
    public ArrayView<T> Gradients;

    /// <summary>A maximum for each group of threads, a sum for each, then the factor.</summary>
    public ArrayView<T> Parts;
}

/// <summary>
/// <see cref="ClipNorm"/> as four kernels, one after the other: ‖g‖ = M · √Σ (g/M)² with M = max |g|, since the squares alone could
/// overflow. Each group of threads takes the same elements and adds them in the same order in every run.
/// </summary>
internal static class NormKernels
{
    /// <summary>Groups of threads that share the gradients.</summary>
    public const int Groups = DeviceGroup.Chunks;

    /// <summary>Elements of <see cref="NormArguments{T}.Parts"/>.</summary>
    public const int Parts = (2 * Groups) + 1;

    /// <summary>parts[group] ← max |g|.</summary>
    public static void Largest<T>(NormArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(IlgpuDevice.ThreadsOfGroup);
        T largest = T.Zero;
        for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < g.Count; i += Groups * Group.DimX)
        {
            T gradient = g.Gradients[i], magnitude = gradient < T.Zero ? -gradient : gradient;
            largest = magnitude > largest ? magnitude : largest;
        }

        largest = DeviceGroup.Max(shared, largest, Group.DimX);
        if (Group.IdxX == 0)
        {
            g.Parts[Grid.IdxX] = largest;
        }
    }

    /// <summary>parts[Groups + group] ← Σ (g/M)².</summary>
    public static void Squares<T>(NormArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> shared = SharedMemory.Allocate<T>(IlgpuDevice.ThreadsOfGroup);
        T largest = LargestOf(g.Parts), sum = T.Zero;
        if (largest > T.Zero)
        {
            for (int i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < g.Count; i += Groups * Group.DimX)
            {
                T scaled = g.Gradients[i] / largest;
                sum += scaled * scaled;
            }
        }

        sum = DeviceGroup.Sum(shared, sum, Group.DimX);
        if (Group.IdxX == 0)
        {
            g.Parts[Groups + Grid.IdxX] = sum;
        }
    }

    /// <summary>The factor: min(1, limit / ‖g‖). One thread.</summary>
    public static void Factor<T>(NormArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = LargestOf(g.Parts), sum = T.Zero;
        for (int i = 0; i < Groups; i++)
        {
            sum += g.Parts[Groups + i];
        }

        T factor = sum > T.Zero ? g.Limit / largest / T.Sqrt(sum) : T.One;
        g.Parts[2 * Groups] = factor < T.One ? factor : T.One;
    }

    /// <summary>g ← g · factor; not a bit changes where that is 1.</summary>
    public static void Scale<T>(NormArguments<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = (Grid.IdxX * Group.DimX) + Group.IdxX;
        if (i < g.Count && g.Hold[0] == 0)
        {
            g.Gradients[i] *= g.Parts[2 * Groups];
        }
    }

    private static T LargestOf<T>(ArrayView<T> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = parts[0];
        for (int i = 1; i < Groups; i++)
        {
            largest = parts[i] > largest ? parts[i] : largest;
        }

        return largest;
    }
}
