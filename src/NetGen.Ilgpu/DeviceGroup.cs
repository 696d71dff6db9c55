#if HAS_ILGPU
using ILGPU;

namespace NetGen.Ilgpu;

/// <summary>
/// What the threads of a group do together in generated kernels. Every thread of the group must call it: they meet in shared memory.
/// Warp shuffles are not used, since OpenCL devices lack them.
/// </summary>
public static class DeviceGroup
{
    /// <summary>Pieces in which sums over the rows of a batch are made: each leaves its sum, and whoever reads the whole adds them up in order.</summary>
    public const int Chunks = 64;

    /// <summary>The sum over the neighbouring lanes that share a row, in all of them.</summary>
    /// <param name="shared">One element for each thread of the group.</param>
    /// <param name="value">This thread's part.</param>
    /// <param name="lanes">Threads that share a row: a power of two that divides the group.</param>
    public static float Sum(ArrayView<float> shared, float value, int lanes)
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

        float sum = shared[thread - lane];
        Group.Barrier();
        return sum;
    }

    /// <inheritdoc cref="Sum(ArrayView{float}, float, int)"/>
    public static double Sum(ArrayView<double> shared, double value, int lanes)
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

        double sum = shared[thread - lane];
        Group.Barrier();
        return sum;
    }

    /// <summary>The maximum over the neighbouring lanes that share a row, in all of them.</summary>
    /// <param name="shared">One element for each thread of the group.</param>
    /// <param name="value">This thread's part.</param>
    /// <param name="lanes">Threads that share a row: a power of two that divides the group.</param>
    public static float Max(ArrayView<float> shared, float value, int lanes)
    {
        int thread = Group.IdxX, lane = thread % lanes;
        shared[thread] = value;
        Group.Barrier();
        for (int half = lanes / 2; half > 0; half /= 2)
        {
            if (lane < half)
            {
                shared[thread] = DeviceMath.Max(shared[thread], shared[thread + half]);
            }

            Group.Barrier();
        }

        float max = shared[thread - lane];
        Group.Barrier();
        return max;
    }

    /// <inheritdoc cref="Max(ArrayView{float}, float, int)"/>
    public static double Max(ArrayView<double> shared, double value, int lanes)
    {
        int thread = Group.IdxX, lane = thread % lanes;
        shared[thread] = value;
        Group.Barrier();
        for (int half = lanes / 2; half > 0; half /= 2)
        {
            if (lane < half)
            {
                shared[thread] = DeviceMath.Max(shared[thread], shared[thread + half]);
            }

            Group.Barrier();
        }

        double max = shared[thread - lane];
        Group.Barrier();
        return max;
    }

    /// <summary>Sums of columns: over the threads that lie below each other, in the topmost of them.</summary>
    /// <param name="shared">One element for each thread of the group.</param>
    /// <param name="value">This thread's part.</param>
    /// <param name="across">Threads side by side.</param>
    /// <param name="down">Threads below each other: a power of two; across · down is the group.</param>
    public static float SumDown(ArrayView<float> shared, float value, int across, int down)
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

        float sum = shared[thread % across];
        Group.Barrier();
        return sum;
    }

    /// <inheritdoc cref="SumDown(ArrayView{float}, float, int, int)"/>
    public static double SumDown(ArrayView<double> shared, double value, int across, int down)
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

        double sum = shared[thread % across];
        Group.Barrier();
        return sum;
    }
}
#endif
