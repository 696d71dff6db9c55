using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// The maximum or the mean of windows over the pixels of an image, channel by channel, and their gradients. Each worker
/// computes its own samples; results go to an epilogue as MoveTo(n, line), At(value, pixel, channel).
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
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
    public static void Max<V, S, T, TEpilogue>(Worker worker, in PoolShape shape, ref T x, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
        => Max<V, S, T, T, TEpilogue>(worker, shape, ref x, ref Unsafe.NullRef<T>(), ref epilogue);

    /// <summary>
    /// The maximum, and for <see cref="MaxGradient"/> its place: the number, line by line, of the first position in the
    /// window that has it; −1, or 255 as a byte, where the maximum is no number.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPlace"><see cref="byte"/> for windows of at most 255 positions; else <typeparamref name="T"/>.</typeparam>
    /// <typeparam name="TEpilogue">Takes y.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="x">Element 0 of the buffer of x.</param>
    /// <param name="place">Element 0 of the buffer of the places; a null reference: they are not needed.</param>
    /// <param name="epilogue">Takes y.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Max<V, S, T, TPlace, TEpilogue>(
        Worker worker, in PoolShape shape, ref T x, ref TPlace place, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TPlace : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels;
        bool isFour = shape is { KernelHeight: 2, KernelWidth: 2 } && shape.HasWholeWindows;
        (nint row, nint end) = worker.Rows(shape.OutHeight);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.OutHeight), h = (int)(row % shape.OutHeight);
            ref T sample = ref Unsafe.Add(ref x, shape.XOrigin + ((nint)n * shape.XSample));
            epilogue.MoveTo(n, h);
            ref TPlace places = ref Unsafe.IsNullRef(ref place)
                ? ref place
                : ref Unsafe.Add(ref place, shape.PlaceOrigin + ((nint)n * shape.PlaceSample) + ((nint)h * shape.PlaceLine));
            if (isFour)
            {
                LineOfFours<V, S, T, TPlace, TEpilogue>(
                    shape, ref Unsafe.Add(ref sample, (nint)h * shape.StrideY * shape.XLine), ref places, ref epilogue);
                continue;
            }

            PoolRange lines = PoolRange.LinesOf(h, shape);
            for (int w = 0; w < shape.OutWidth; w++)
            {
                PoolRange pixels = PoolRange.PixelsOf(w, shape);
                var window = new Window(shape, h, w, lines, pixels);
                ref T first = ref Unsafe.Add(ref sample, window.Offset);
                int c = 0;
                for (; c <= channels - V.Count; c += V.Count)
                {
                    epilogue.At(MaxOf<V, T, TPlace>(ref first, window, c, ref places), w, c);
                }

                for (; c < channels; c++)
                {
                    epilogue.At(MaxOf<S, T, TPlace>(ref first, window, c, ref places), w, c);
                }

                if (!Unsafe.IsNullRef(ref place))
                {
                    places = ref Unsafe.Add(ref places, shape.PlacePixel);
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
        (nint row, nint end) = worker.Rows(shape.OutHeight);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.OutHeight), h = (int)(row % shape.OutHeight);
            ref T sample = ref Unsafe.Add(ref x, shape.XOrigin + ((nint)n * shape.XSample));
            epilogue.MoveTo(n, h);
            PoolRange lines = PoolRange.LinesOf(h, shape);
            for (int w = 0; w < shape.OutWidth; w++)
            {
                PoolRange pixels = PoolRange.PixelsOf(w, shape);
                var window = new Window(shape, h, w, lines, pixels);
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

    /// <summary>One line of windows of 2×2, all of them inside the input.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LineOfFours<V, S, T, TPlace, TEpilogue>(
        in PoolShape shape, ref T x, ref TPlace places, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TPlace : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels, width = shape.OutWidth;
        nint line = shape.XLine, pixel = shape.XPixel, step = shape.StrideX * pixel, placePixel = shape.PlacePixel;
        bool hasPlaces = !Unsafe.IsNullRef(ref places);
        for (int w = 0; w < width; w++)
        {
            int c = 0;
            for (; c <= channels - V.Count; c += V.Count)
            {
                epilogue.At(MaxOfFour<V, T, TPlace>(ref Unsafe.Add(ref x, c), pixel, line, hasPlaces, ref places, c), w, c);
            }

            for (; c < channels; c++)
            {
                epilogue.At(MaxOfFour<S, T, TPlace>(ref Unsafe.Add(ref x, c), pixel, line, hasPlaces, ref places, c), w, c);
            }

            x = ref Unsafe.Add(ref x, step);
            if (hasPlaces)
            {
                places = ref Unsafe.Add(ref places, placePixel);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MaxOfFour<V, T, TPlace>(ref T first, nint pixel, nint line, bool hasPlaces, ref TPlace places, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TPlace : unmanaged
    {
        V x0 = V.Load(ref first, 0), x1 = V.Load(ref first, pixel);
        V x2 = V.Load(ref first, line), x3 = V.Load(ref first, line + pixel);
        V result = V.Max(V.Max(x0, x1), V.Max(x2, x3));
        if (hasPlaces)
        {
            V place = V.Select(V.Equals(x3, result), V.Const(3), V.Const(-1));
            place = V.Select(V.Equals(x2, result), V.Const(2), place);
            place = V.Select(V.Equals(x1, result), V.Const(1), place);
            place = V.Select(V.Equals(x0, result), V.Zero, place);
            PoolPlaces.Store<V, T, TPlace>(place, ref places, c);
        }

        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V MaxOf<V, T, TPlace>(ref T first, in Window window, int c, ref TPlace places)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TPlace : unmanaged
    {
        V result = V.Const(double.NegativeInfinity);
        for (int i = 0; i < window.Lines; i++)
        {
            for (int j = 0; j < window.Pixels; j++)
            {
                result = V.Max(result, V.Load(ref first, c + (i * window.Line) + (j * window.Pixel)));
            }
        }

        if (!Unsafe.IsNullRef(ref places))
        {
            // From the last on, so that the first stays.
            V place = V.Const(-1);
            for (int i = window.Lines - 1; i >= 0; i--)
            {
                for (int j = window.Pixels - 1; j >= 0; j--)
                {
                    V x = V.Load(ref first, c + (i * window.Line) + (j * window.Pixel));
                    place = V.Select(V.Equals(x, result), V.Const(window.Place + (i * window.Width) + j), place);
                }
            }

            PoolPlaces.Store<V, T, TPlace>(place, ref places, c);
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

    /// <summary>Number of a position of the input in window (h, w).</summary>
    private static int PlaceOf(in PoolShape shape, int h, int w, int line, int pixel)
        => ((line - (h * shape.StrideY) + shape.PaddingY) * shape.KernelWidth) + pixel - (w * shape.StrideX) + shape.PaddingX;

    /// <summary>The part of a window that lies in the input, and how to walk it.</summary>
    private readonly struct Window(in PoolShape shape, int h, int w, PoolRange lines, PoolRange pixels)
    {
        public readonly int Lines = lines.End - lines.Start;
        public readonly int Pixels = pixels.End - pixels.Start;
        public readonly nint Line = shape.XLine;
        public readonly nint Pixel = shape.XPixel;
        public readonly nint Offset = ((nint)lines.Start * shape.XLine) + ((nint)pixels.Start * shape.XPixel);

        /// <summary>Positions of a whole window from one line to the next.</summary>
        public readonly int Width = shape.KernelWidth;

        /// <summary>Number of the part's first position in the whole window.</summary>
        public readonly int Place = PlaceOf(shape, h, w, lines.Start, pixels.Start);
    }
}
