using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>What joins the workers' shares.</content>
public static partial class WeightGradient
{
    // Result channels turned round at a time: so many lines of the gradient are written side by side.
    private const int CombineBlock = 32;
    private const int TapsAtOnce = 9;

    /// <summary>
    /// Adds the workers' shares, in their order, and turns the sums into the order of the weights [result channel][channel][tap]:
    /// gradient[((g·Columns + o)·C + c)·taps + tap] = Σ_w partials[w·stride + ((g·taps + tap)·C + c)·Columns + o],
    /// where C = Depth / taps. The work is split over the workers.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who adds.</param>
    /// <param name="shape">The shape the shares were computed with.</param>
    /// <param name="kernelSize">Taps: height · width of the kernel.</param>
    /// <param name="partials">The shares, that of worker 0 first.</param>
    /// <param name="partialStride">Elements between two shares.</param>
    /// <param name="partialCount">Number of shares: 1 or more.</param>
    /// <param name="gradient">Receives Groups·Columns·Depth elements.</param>
    /// <param name="accumulate">Whether the sums are added to what is there.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine<V, S, T>(
        Worker worker, in WeightGradientShape shape, int kernelSize,
        ref T partials, int partialStride, int partialCount, ref T gradient, bool accumulate = false)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int columns = shape.Columns, depth = shape.Depth, channels = depth / kernelSize;
        int blocks = (columns + CombineBlock - 1) / CombineBlock;
        Span<T> sums = stackalloc T[TapsAtOnce * CombineBlock];
        (int start, int end) = worker.Split(shape.Groups * blocks * channels);
        for (int item = start; item < end; item++)
        {
            int c = item % channels, g = item / channels / blocks, o = item / channels % blocks * CombineBlock;
            int count = Math.Min(CombineBlock, columns - o);
            ref T to = ref Unsafe.Add(ref gradient, ((((nint)g * columns) + o) * depth) + ((nint)c * kernelSize));
            for (int tap = 0; tap < kernelSize; tap += TapsAtOnce)
            {
                int taps = Math.Min(TapsAtOnce, kernelSize - tap);
                for (int i = 0; i < taps; i++)
                {
                    nint from = ((((((nint)g * kernelSize) + tap + i) * channels) + c) * columns) + o;
                    AddShares<V, S, T>(count, ref Unsafe.Add(ref partials, from), partialStride, partialCount, ref sums[i * CombineBlock]);
                }

                if (accumulate)
                {
                    AddTurned<S, T>(count, taps, ref sums[0], ref Unsafe.Add(ref to, tap), depth);
                }
                else
                {
                    Transposition.Copy(count, taps, ref sums[0], 1, CombineBlock, ref Unsafe.Add(ref to, tap), depth, 1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddShares<V, S, T>(int count, ref T partials, nint stride, int shares, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int k = 0;
        for (; k <= count - V.Count; k += V.Count)
        {
            V sum = V.Load(ref partials, k);
            for (int w = 1; w < shares; w++)
            {
                sum += V.Load(ref partials, (w * stride) + k);
            }

            sum.Store(ref sums, k);
        }

        for (; k < count; k++)
        {
            S sum = S.Load(ref partials, k);
            for (int w = 1; w < shares; w++)
            {
                sum += S.Load(ref partials, (w * stride) + k);
            }

            sum.Store(ref sums, k);
        }
    }

    private static void AddTurned<S, T>(int columns, int taps, ref T sums, ref T gradient, nint pitch)
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int o = 0; o < columns; o++)
        {
            for (int i = 0; i < taps; i++)
            {
                ref T target = ref Unsafe.Add(ref gradient, (o * pitch) + i);
                (S.Load(ref target, 0) + S.Load(ref sums, (i * CombineBlock) + o)).Store(ref target, 0);
            }
        }
    }
}
