using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The gradient of the mean.</content>
public static partial class Pooling
{
    /// <summary>dx[n, h, w, c] = Σ dy over the windows that contain the pixel / (KernelHeight · KernelWidth).</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TEpilogue">Takes dx.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="dy">Element 0 of the buffer of dy.</param>
    /// <param name="epilogue">Takes dx.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AverageGradient<V, S, T, TEpilogue>(Worker worker, in PoolShape shape, ref T dy, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int channels = shape.Channels;
        double scale = 1.0 / (shape.KernelHeight * shape.KernelWidth);
        (nint row, nint end) = worker.Rows(shape.Height);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.Height), h = (int)(row % shape.Height);
            ref T sample = ref Unsafe.Add(ref dy, shape.DyOrigin + ((nint)n * shape.DySample));
            epilogue.MoveTo(n, h);
            PoolRange lines = PoolRange.LinesWith(h, shape);
            for (int w = 0; w < shape.Width; w++)
            {
                PoolRange pixels = PoolRange.PixelsWith(w, shape);
                int c = 0;
                for (; c <= channels - V.Count; c += V.Count)
                {
                    epilogue.At(SumOfWindows<V, T>(ref sample, shape, lines, pixels, c) * V.Const(scale), w, c);
                }

                for (; c < channels; c++)
                {
                    epilogue.At(SumOfWindows<S, T>(ref sample, shape, lines, pixels, c) * S.Const(scale), w, c);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SumOfWindows<V, T>(ref T dy, in PoolShape shape, PoolRange lines, PoolRange pixels, int c)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V sum = V.Zero;
        for (int i = lines.Start; i < lines.End; i++)
        {
            for (int j = pixels.Start; j < pixels.End; j++)
            {
                sum += V.Load(ref dy, ((nint)i * shape.DyLine) + ((nint)j * shape.DyPixel) + c);
            }
        }

        return sum;
    }
}
