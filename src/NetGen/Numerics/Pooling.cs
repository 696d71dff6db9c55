using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// The maximum or the mean of windows over the pixels of an image, channel by channel, and their gradients. Each worker
/// computes its own samples; results go to an epilogue as MoveTo(n, line), At(value, pixel, channel).
/// </summary>
public static partial class Pooling
{
    /// <summary>y[n, h, w, c] = max of x over the window; positions in the padding are never the maximum.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">Takes y.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="x">Element 0 of the buffer of x.</param>
    /// <param name="epilogue">Takes y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max<V, S, T, TEpilogue>(Worker worker, in PoolShape shape, ref T x, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels;
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            ref T sample = ref Unsafe.Add(ref x, shape.XOrigin + ((nint)n * shape.XSample));
            for (int h = 0; h < shape.OutHeight; h++)
            {
                epilogue.MoveTo(n, h);
                PoolRange lines = PoolRange.OfWindow(h, shape.KernelHeight, shape, shape.Height);
                for (int w = 0; w < shape.OutWidth; w++)
                {
                    PoolRange pixels = PoolRange.OfWindow(w, shape.KernelWidth, shape, shape.Width);
                    var window = new Window(shape, lines, pixels);
                    ref T first = ref Unsafe.Add(ref sample, window.Offset);
                    int c = 0;
                    if (window.Lines == 2 && window.Pixels == 2)
                    {
                        for (; c <= channels - V.Count; c += V.Count)
                        {
                            epilogue.At(MaxOfFour<V, T>(ref first, window, c), w, c);
                        }

                        for (; c < channels; c++)
                        {
                            epilogue.At(MaxOfFour<S, T>(ref first, window, c), w, c);
                        }

                        continue;
                    }

                    for (; c <= channels - V.Count; c += V.Count)
                    {
                        epilogue.At(MaxOf<V, T>(ref first, window, c), w, c);
                    }

                    for (; c < channels; c++)
                    {
                        epilogue.At(MaxOf<S, T>(ref first, window, c), w, c);
                    }
                }
            }
        }
    }

    /// <summary>y[n, h, w, c] = Σ x over the window / (KernelHeight · KernelWidth); the padding counts as zeros.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">Takes y.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="x">Element 0 of the buffer of x.</param>
    /// <param name="epilogue">Takes y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Average<V, S, T, TEpilogue>(Worker worker, in PoolShape shape, ref T x, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels;
        double scale = 1.0 / (shape.KernelHeight * shape.KernelWidth);
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            ref T sample = ref Unsafe.Add(ref x, shape.XOrigin + ((nint)n * shape.XSample));
            for (int h = 0; h < shape.OutHeight; h++)
            {
                epilogue.MoveTo(n, h);
                PoolRange lines = PoolRange.OfWindow(h, shape.KernelHeight, shape, shape.Height);
                for (int w = 0; w < shape.OutWidth; w++)
                {
                    PoolRange pixels = PoolRange.OfWindow(w, shape.KernelWidth, shape, shape.Width);
                    var window = new Window(shape, lines, pixels);
                    ref T first = ref Unsafe.Add(ref sample, window.Offset);
                    int c = 0;
                    for (; c <= channels - V.Count; c += V.Count)
                    {
                        epilogue.At(SumOf<V, T>(ref first, window, c) * V.Const(scale), w, c);
                    }

                    for (; c < channels; c++)
                    {
                        epilogue.At(SumOf<S, T>(ref first, window, c) * S.Const(scale), w, c);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MaxOfFour<V, T>(ref T first, in Window window, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => V.Max(
            V.Max(V.Load(ref first, c), V.Load(ref first, c + window.Pixel)),
            V.Max(V.Load(ref first, c + window.Line), V.Load(ref first, c + window.Line + window.Pixel)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MaxOf<V, T>(ref T first, in Window window, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V result = V.Const(double.NegativeInfinity);
        for (int i = 0; i < window.Lines; i++)
        {
            for (int j = 0; j < window.Pixels; j++)
            {
                result = V.Max(result, V.Load(ref first, c + (i * window.Line) + (j * window.Pixel)));
            }
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SumOf<V, T>(ref T first, in Window window, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V result = V.Zero;
        for (int i = 0; i < window.Lines; i++)
        {
            for (int j = 0; j < window.Pixels; j++)
            {
                result += V.Load(ref first, c + (i * window.Line) + (j * window.Pixel));
            }
        }

        return result;
    }

    /// <summary>The part of a window that lies in the input, and how to walk it.</summary>
    private readonly struct Window(in PoolShape shape, PoolRange lines, PoolRange pixels)
    {
        public readonly int Lines = lines.End - lines.Start;
        public readonly int Pixels = pixels.End - pixels.Start;
        public readonly nint Line = shape.XLine;
        public readonly nint Pixel = shape.Channels;
        public readonly nint Offset = ((nint)lines.Start * shape.XLine) + ((nint)pixels.Start * shape.Channels);
    }
}
