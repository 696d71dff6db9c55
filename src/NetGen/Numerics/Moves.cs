using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>Copies between layouts, and the zeroes around images.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Moves
{
    /// <summary>to[n, h, w, c] = from[n, h, w, c], each in its own layout. The two must not overlap.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">The layouts.</param>
    /// <param name="from">Element 0 of the source's buffer.</param>
    /// <param name="to">Element 0 of the destination's buffer.</param>
    public static void Copy<V, T>(Worker worker, in MoveShape shape, ref T from, ref T to)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        int height = shape.Height, width = shape.Width, channels = shape.Channels;
        if (!worker.SharesSamples && shape.FromLine == width * shape.FromPixel && shape.ToLine == width * shape.ToPixel)
        {
            // The lines follow one another on both sides: one long line.
            width *= height;
            height = 1;
        }

        bool channelRuns = channels == 1 || (shape.FromChannel == 1 && shape.ToChannel == 1);
        bool lineRuns = channelRuns && shape.FromPixel == channels && shape.ToPixel == channels;
        bool pixelRuns = shape.FromPixel == 1 && shape.ToPixel == 1;
        (nint row, nint end) = worker.Rows(height);
        for (; row < end; row++)
        {
            nint n = row / height, h = row % height;
            ref T source = ref Unsafe.Add(ref from, shape.FromOrigin + (n * shape.FromSample) + (h * shape.FromLine));
            ref T target = ref Unsafe.Add(ref to, shape.ToOrigin + (n * shape.ToSample) + (h * shape.ToLine));
            if (lineRuns)
            {
                CopyRuns<V, T>(1, width * channels, ref source, 0, ref target, 0);
            }
            else if (pixelRuns && width > 1)
            {
                CopyRuns<V, T>(channels, width, ref source, shape.FromChannel, ref target, shape.ToChannel);
            }
            else if (channelRuns)
            {
                CopyRuns<V, T>(width, channels, ref source, shape.FromPixel, ref target, shape.ToPixel);
            }
            else
            {
                Transposition.Copy(
                    width, channels,
                    ref source, shape.FromPixel, shape.FromChannel,
                    ref target, shape.ToPixel, shape.ToChannel);
            }
        }
    }

    /// <summary>Zeroes this worker's samples of a buffer.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="size">Elements of a sample.</param>
    /// <param name="buffer">Element 0.</param>
    public static void Clear<T>(Worker worker, int size, ref T buffer)
        where T : unmanaged
    {
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref buffer, (nint)n * size), size).Clear();
        }
    }

    /// <summary>Zeroes the border of this worker's samples in a buffer [n][height + 2·haloY][width + 2·haloX][channels].</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="height">Lines without the border.</param>
    /// <param name="width">Pixels of a line without the border.</param>
    /// <param name="channels">Channels of a pixel.</param>
    /// <param name="haloY">Lines of the border above, and below.</param>
    /// <param name="haloX">Pixels of the border on the left, and on the right.</param>
    /// <param name="buffer">Element 0 of the buffer.</param>
    public static void ClearHalo<T>(Worker worker, int height, int width, int channels, int haloY, int haloX, ref T buffer)
        where T : unmanaged
    {
        int line = (width + (2 * haloX)) * channels;
        int side = haloX * channels;
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            ref T sample = ref Unsafe.Add(ref buffer, (nint)n * (height + (2 * haloY)) * line);

            // The lines above end in the left border of the first line, and so on: right and left borders are neighbours.
            MemoryMarshal.CreateSpan(ref sample, (haloY * line) + side).Clear();
            ref T inside = ref Unsafe.Add(ref sample, ((nint)haloY * line) + side);
            for (int h = 0; h < height - 1; h++)
            {
                MemoryMarshal.CreateSpan(ref Unsafe.Add(ref inside, ((nint)h * line) + (width * channels)), 2 * side).Clear();
            }

            ref T last = ref Unsafe.Add(ref inside, ((nint)(height - 1) * line) + (width * channels));
            MemoryMarshal.CreateSpan(ref last, side + (haloY * line)).Clear();
        }
    }

    /// <summary>Copies a number of runs of adjacent elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRuns<V, T>(int runs, int length, ref T from, nint fromStep, ref T to, nint toStep)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        for (int run = 0; run < runs; run++)
        {
            ref T source = ref Unsafe.Add(ref from, run * fromStep);
            ref T target = ref Unsafe.Add(ref to, run * toStep);
            int i = 0;
            for (; i <= length - V.Count; i += V.Count)
            {
                V.Load(ref source, i).Store(ref target, i);
            }

            for (; i < length; i++)
            {
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
            }
        }
    }
}
