using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The gradient of the maximum.</content>
public static partial class Pooling
{
    /// <summary>dx[n, h, w, c] = Σ dy over the windows that contain the pixel and have their place there.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPlace">Of the places.</typeparam>
    /// <typeparam name="TEpilogue">Takes dx.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="dy">Element 0 of the buffer of dy.</param>
    /// <param name="place">
    /// Element 0 of the buffer of the places,
    /// as <see cref="Max{V, S, T, TPlace, TEpilogue}(Worker, in PoolShape, ref T, ref TPlace, ref TEpilogue)"/> gave them.
    /// </param>
    /// <param name="epilogue">Takes dx.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MaxGradient<V, S, T, TPlace, TEpilogue>(
        Worker worker, in PoolShape shape, ref T dy, ref TPlace place, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TPlace : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        bool tiled = shape is { KernelHeight: 2, KernelWidth: 2, StrideY: 2, StrideX: 2 } && shape.HasWholeWindows;
        (nint row, nint end) = worker.Rows(shape.Height);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.Height), h = (int)(row % shape.Height);
            ref T dys = ref Unsafe.Add(ref dy, shape.DyOrigin + ((nint)n * shape.DySample));
            ref TPlace places = ref Unsafe.Add(ref place, shape.PlaceOrigin + ((nint)n * shape.PlaceSample));
            epilogue.MoveTo(n, h);
            int w = 0;
            if (tiled && h < 2 * shape.OutHeight)
            {
                ref T dyLine = ref Unsafe.Add(ref dys, (nint)(h / 2) * shape.DyLine);
                ref TPlace placeLine = ref Unsafe.Add(ref places, (nint)(h / 2) * shape.PlaceLine);
                LineOfTiles<V, S, T, TPlace, TEpilogue>(shape, h % 2 * 2, ref dyLine, ref placeLine, ref epilogue);
                w = 2 * shape.OutWidth;
            }

            PoolRange lines = PoolRange.LinesWith(h, shape);
            for (; w < shape.Width; w++)
            {
                PoolRange pixels = PoolRange.PixelsWith(w, shape);
                int c = 0;
                for (; c <= shape.Channels - V.Count; c += V.Count)
                {
                    epilogue.At(Gather<V, T, TPlace>(shape, ref dys, ref places, lines, pixels, h, w, c), w, c);
                }

                for (; c < shape.Channels; c++)
                {
                    epilogue.At(Gather<S, T, TPlace>(shape, ref dys, ref places, lines, pixels, h, w, c), w, c);
                }
            }
        }
    }

    /// <summary>The gradient at one pixel: over all windows with it, dy where it is their place.</summary>
    private static V Gather<V, T, TPlace>(
        in PoolShape shape, ref T dy, ref TPlace place, PoolRange lines, PoolRange pixels, int h, int w, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TPlace : unmanaged
    {
        V sum = V.Zero;
        for (int oh = lines.Start; oh < lines.End; oh++)
        {
            for (int ow = pixels.Start; ow < pixels.End; ow++)
            {
                V own = V.Const(PlaceOf(shape, oh, ow, h, w));
                nint at = ((nint)oh * shape.PlaceLine) + ((nint)ow * shape.PlacePixel) + c;
                V found = PoolPlaces.Load<V, T, TPlace>(ref place, at);
                V gradient = V.Load(ref dy, ((nint)oh * shape.DyLine) + ((nint)ow * shape.DyPixel) + c);
                sum += V.Select(V.Equals(found, own), gradient, V.Zero);
            }
        }

        return sum;
    }

    /// <summary>One line of windows of 2×2 that do not overlap: their positions <paramref name="first"/> and the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LineOfTiles<V, S, T, TPlace, TEpilogue>(
        in PoolShape shape, int first, ref T dy, ref TPlace place, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TPlace : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels, width = shape.OutWidth;
        nint dyPixel = shape.DyPixel, placePixel = shape.PlacePixel;
        V left = V.Const(first), right = V.Const(first + 1);
        S leftElement = S.Const(first), rightElement = S.Const(first + 1);
        for (int w = 0; w < width; w++)
        {
            nint dyAt = w * dyPixel, placeAt = w * placePixel;
            int c = 0;
            for (; c <= channels - V.Count; c += V.Count)
            {
                V gradient = V.Load(ref dy, dyAt + c), found = PoolPlaces.Load<V, T, TPlace>(ref place, placeAt + c);
                epilogue.At(V.Select(V.Equals(found, left), gradient, V.Zero), 2 * w, c);
                epilogue.At(V.Select(V.Equals(found, right), gradient, V.Zero), (2 * w) + 1, c);
            }

            for (; c < channels; c++)
            {
                S gradient = S.Load(ref dy, dyAt + c), found = PoolPlaces.Load<S, T, TPlace>(ref place, placeAt + c);
                epilogue.At(S.Select(S.Equals(found, leftElement), gradient, S.Zero), 2 * w, c);
                epilogue.At(S.Select(S.Equals(found, rightElement), gradient, S.Zero), (2 * w) + 1, c);
            }
        }
    }
}
