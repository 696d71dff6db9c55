using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>What joins the workers' shares.</content>
public static partial class WeightGradient
{
    // Result channels turned round at a time: so many lines of the gradient are written side by side.
    private const int CombineBlock = 16;

    /// <summary>
    /// Adds the workers' shares, in their order, and turns the sums into the order of the weights [result channel][channel][tap]:
    /// gradient[((g·Columns + o)·C + c)·taps + tap] = Σ_w partials[w·stride + ((g·taps + tap)·C + c)·Columns + o],
    /// where C = Depth / taps. The work is split over the workers.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who adds.</param>
    /// <param name="shape">The shape the shares were computed with.</param>
    /// <param name="kernelSize">Taps: height · width of the kernel.</param>
    /// <param name="partials">The shares, that of worker 0 first.</param>
    /// <param name="partialStride">Elements between two shares.</param>
    /// <param name="partialCount">Number of shares: 1 or more.</param>
    /// <param name="gradient">Receives Groups·Columns·Depth elements.</param>
    /// <param name="accumulate">Whether the sums are added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine<T>(
        Worker worker, in WeightGradientShape shape, int kernelSize, ref T partials, int partialStride, int partialCount, ref T gradient, bool accumulate = false)
        where T : unmanaged, IAdditionOperators<T, T, T>
    {
        int columns = shape.Columns, depth = shape.Depth, channels = depth / kernelSize;
        int blocks = (columns + CombineBlock - 1) / CombineBlock;
        (int start, int end) = worker.Split(shape.Groups * blocks);
        for (int item = start; item < end; item++)
        {
            int g = item / blocks;
            int o = item % blocks * CombineBlock;
            int count = Math.Min(CombineBlock, columns - o);
            ref T from = ref Unsafe.Add(ref partials, ((nint)g * depth * columns) + o);
            ref T to = ref Unsafe.Add(ref gradient, (((nint)g * columns) + o) * depth);
            for (int c = 0; c < channels; c++)
            {
                for (int tap = 0; tap < kernelSize; tap++)
                {
                    ref T source = ref Unsafe.Add(ref from, (((nint)tap * channels) + c) * columns);
                    for (int k = 0; k < count; k++)
                    {
                        T sum = accumulate ? Unsafe.Add(ref to, (nint)k * depth) + Unsafe.Add(ref source, k) : Unsafe.Add(ref source, k);
                        for (int w = 1; w < partialCount; w++)
                        {
                            sum += Unsafe.Add(ref source, ((nint)w * partialStride) + k);
                        }

                        Unsafe.Add(ref to, (nint)k * depth) = sum;
                    }

                    to = ref Unsafe.Add(ref to, 1);
                }
            }
        }
    }
}
