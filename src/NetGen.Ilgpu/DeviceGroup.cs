using System.Numerics;
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>
/// What the threads of a group do together in generated kernels. Every thread of the group must call it: they meet in shared memory.
/// Warp shuffles are not used, since OpenCL devices lack them.
/// </summary>
public static class DeviceGroup
{
    /// <summary>
    /// Pieces in which sums over the rows of a batch are made: each leaves its sum, and whoever reads the whole adds them up in order.
    /// </summary>
    public const int Chunks = 64;

    /// <summary>The sum over the neighbouring lanes that share a row, in all of them.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="shared">One element for each thread of the group.</param>
    /// <param name="value">This thread's part.</param>
    /// <param name="lanes">Threads that share a row: a power of two that divides the group.</param>
    public static T Sum<T>(ArrayView<T> shared, T value, int lanes)
        where T : unmanaged, INumber<T>
    {
        int thread = Group.IdxX, lane = thread % lanes;
        shared[thread] = value;
        Group.Barrier();
        for (int half = lanes / 2; half > 0; half /= 2)
        {
            if (lane < half)
            {
                shared[thread] += shared[thread + half];
            }

            Group.Barrier();
        }

        T sum = shared[thread - lane];
        Group.Barrier();
        return sum;
    }

    /// <summary>The maximum over the neighbouring lanes that share a row, in all of them; NaN where one is NaN.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="shared">One element for each thread of the group.</param>
    /// <param name="value">This thread's part.</param>
    /// <param name="lanes">Threads that share a row: a power of two that divides the group.</param>
    public static T Max<T>(ArrayView<T> shared, T value, int lanes)
        where T : unmanaged, INumber<T>
    {
        int thread = Group.IdxX, lane = thread % lanes;
        shared[thread] = value;
        Group.Barrier();
        for (int half = lanes / 2; half > 0; half /= 2)
        {
            if (lane < half)
            {
                T own = shared[thread], other = shared[thread + half];
                shared[thread] = own < other || T.IsNaN(other) ? other : own;
            }

            Group.Barrier();
        }

        T max = shared[thread - lane];
        Group.Barrier();
        return max;
    }

    /// <summary>Sums of columns: over the threads that lie below each other, in the topmost of them.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="shared">One element for each thread of the group.</param>
    /// <param name="value">This thread's part.</param>
    /// <param name="across">Threads side by side.</param>
    /// <param name="down">Threads below each other: a power of two; across · down is the group.</param>
    public static T SumDown<T>(ArrayView<T> shared, T value, int across, int down)
        where T : unmanaged, INumber<T>
    {
        int thread = Group.IdxX;
        shared[thread] = value;
        Group.Barrier();
        for (int half = down / 2; half > 0; half /= 2)
        {
            if (thread < half * across)
            {
                shared[thread] += shared[thread + (half * across)];
            }

            Group.Barrier();
        }

        T sum = shared[thread % across];
        Group.Barrier();
        return sum;
    }
}
