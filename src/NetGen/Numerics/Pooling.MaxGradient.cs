using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The gradient of the maximum.</content>
public static partial class Pooling
{
    /// <summary>
    /// dx[n, h, w, c] = Σ dy over the windows that contain the pixel and have there their first maximum, in row-major order.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">Takes dx.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="dy">Element 0 of the buffer of dy.</param>
    /// <param name="x">Element 0 of the buffer of x.</param>
    /// <param name="y">Element 0 of the buffer of y, as <see cref="Max"/> gave it.</param>
    /// <param name="epilogue">Takes dx.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaxGradient<V, S, T, TEpilogue>(
        Worker worker, in PoolShape shape, ref T dy, ref T x, ref T y, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        bool tiled = shape is { KernelHeight: 2, KernelWidth: 2, Stride: 2, Padding: 0 };
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            ref T dys = ref Unsafe.Add(ref dy, shape.DyOrigin + ((nint)n * shape.DySample));
            ref T xs = ref Unsafe.Add(ref x, shape.XOrigin + ((nint)n * shape.XSample));
            ref T ys = ref Unsafe.Add(ref y, shape.YOrigin + ((nint)n * shape.YSample));
            for (int h = 0; h < shape.Height; h++)
            {
                epilogue.MoveTo(n, h);
                int w = 0;
                if (tiled && h < 2 * shape.OutHeight)
                {
                    ref T dyLine = ref Unsafe.Add(ref dys, (nint)(h / 2) * shape.DyLine);
                    ref T yLine = ref Unsafe.Add(ref ys, (nint)(h / 2) * shape.YLine);
                    ref T xLine = ref Unsafe.Add(ref xs, (nint)h * shape.XLine);
                    if (h % 2 == 0)
                    {
                        UpperLine<V, S, T, TEpilogue>(shape, ref dyLine, ref xLine, ref yLine, ref epilogue);
                    }
                    else
                    {
                        LowerLine<V, S, T, TEpilogue>(shape, ref dyLine, ref xLine, ref yLine, ref epilogue);
                    }

                    w = 2 * shape.OutWidth;
                }

                PoolRange lines = PoolRange.OfWindowsWith(h, shape.KernelHeight, shape, shape.OutHeight);
                for (; w < shape.Width; w++)
                {
                    PoolRange pixels = PoolRange.OfWindowsWith(w, shape.KernelWidth, shape, shape.OutWidth);
                    int c = 0;
                    for (; c <= shape.Channels - V.Count; c += V.Count)
                    {
                        epilogue.At(Gather<V, T>(shape, ref dys, ref xs, ref ys, lines, pixels, h, w, c), w, c);
                    }

                    for (; c < shape.Channels; c++)
                    {
                        epilogue.At(Gather<S, T>(shape, ref dys, ref xs, ref ys, lines, pixels, h, w, c), w, c);
                    }
                }
            }
        }
    }

    /// <summary>The gradient at one pixel: over all windows with it, dy where it is the first to equal the maximum.</summary>
    private static V Gather<V, T>(
        in PoolShape shape, ref T dy, ref T x, ref T y, PoolRange lines, PoolRange pixels, int h, int w, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V sum = V.Zero;
        V own = V.Load(ref x, ((nint)h * shape.XLine) + ((nint)w * shape.Channels) + c);
        for (int oh = lines.Start; oh < lines.End; oh++)
        {
            PoolRange rows = PoolRange.OfWindow(oh, shape.KernelHeight, shape, shape.Height);
            for (int ow = pixels.Start; ow < pixels.End; ow++)
            {
                PoolRange columns = PoolRange.OfWindow(ow, shape.KernelWidth, shape, shape.Width);
                V maximum = V.Load(ref y, ((nint)oh * shape.YLine) + ((nint)ow * shape.Channels) + c);
                V earlier = V.Zero;
                for (int i = rows.Start; i <= h; i++)
                {
                    int end = i == h ? w : columns.End;
                    for (int j = columns.Start; j < end; j++)
                    {
                        V other = V.Load(ref x, ((nint)i * shape.XLine) + ((nint)j * shape.Channels) + c);
                        earlier = V.Or(earlier, V.Equals(other, maximum));
                    }
                }

                V gradient = V.Load(ref dy, ((nint)oh * shape.DyLine) + ((nint)ow * shape.Channels) + c);
                sum += V.Select(earlier, V.Zero, V.Select(V.Equals(own, maximum), gradient, V.Zero));
            }
        }

        return sum;
    }

    /// <summary>The first line of windows of 2×2 that do not overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpperLine<V, S, T, TEpilogue>(in PoolShape shape, ref T dy, ref T x, ref T y, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels, width = shape.OutWidth;
        for (int w = 0; w < width; w++)
        {
            ref T window = ref Unsafe.Add(ref x, (nint)2 * w * channels);
            nint result = (nint)w * channels;
            int c = 0;
            for (; c <= channels - V.Count; c += V.Count)
            {
                V gradient = V.Load(ref dy, result + c), maximum = V.Load(ref y, result + c);
                V first = V.Equals(V.Load(ref window, c), maximum);
                V second = V.Equals(V.Load(ref window, channels + c), maximum);
                epilogue.At(V.Select(first, gradient, V.Zero), 2 * w, c);
                epilogue.At(V.Select(first, V.Zero, V.Select(second, gradient, V.Zero)), (2 * w) + 1, c);
            }

            for (; c < channels; c++)
            {
                S gradient = S.Load(ref dy, result + c), maximum = S.Load(ref y, result + c);
                S first = S.Equals(S.Load(ref window, c), maximum);
                S second = S.Equals(S.Load(ref window, channels + c), maximum);
                epilogue.At(S.Select(first, gradient, S.Zero), 2 * w, c);
                epilogue.At(S.Select(first, S.Zero, S.Select(second, gradient, S.Zero)), (2 * w) + 1, c);
            }
        }
    }

    /// <summary>The second line of such windows; <paramref name="x"/> is that line, the first lies before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LowerLine<V, S, T, TEpilogue>(in PoolShape shape, ref T dy, ref T x, ref T y, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels, width = shape.OutWidth;
        nint up = -(nint)shape.XLine;
        for (int w = 0; w < width; w++)
        {
            ref T window = ref Unsafe.Add(ref x, (nint)2 * w * channels);
            nint result = (nint)w * channels;
            int c = 0;
            for (; c <= channels - V.Count; c += V.Count)
            {
                V gradient = V.Load(ref dy, result + c), maximum = V.Load(ref y, result + c);
                V above = V.Or(V.Equals(V.Load(ref window, up + c), maximum), V.Equals(V.Load(ref window, up + channels + c), maximum));
                V third = V.Equals(V.Load(ref window, c), maximum);
                V fourth = V.Equals(V.Load(ref window, channels + c), maximum);
                V left = V.Select(above, V.Zero, gradient);
                epilogue.At(V.Select(third, left, V.Zero), 2 * w, c);
                epilogue.At(V.Select(third, V.Zero, V.Select(fourth, left, V.Zero)), (2 * w) + 1, c);
            }

            for (; c < channels; c++)
            {
                S gradient = S.Load(ref dy, result + c), maximum = S.Load(ref y, result + c);
                S above = S.Or(S.Equals(S.Load(ref window, up + c), maximum), S.Equals(S.Load(ref window, up + channels + c), maximum));
                S third = S.Equals(S.Load(ref window, c), maximum);
                S fourth = S.Equals(S.Load(ref window, channels + c), maximum);
                S left = S.Select(above, S.Zero, gradient);
                epilogue.At(S.Select(third, left, S.Zero), 2 * w, c);
                epilogue.At(S.Select(third, S.Zero, S.Select(fourth, left, S.Zero)), (2 * w) + 1, c);
            }
        }
    }
}
