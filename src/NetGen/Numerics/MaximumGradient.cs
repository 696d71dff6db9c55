using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// The gradients of a convolution of which only the maximum over all positions is read: of each sample and output one position
/// has a gradient, so that the sums run over samples and outputs instead of all positions.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MaximumGradient
{
    /// <summary>
    /// dW[o, c, k] = Σ_n dy[n, o] · x[n, place[n, o]·Stride + k·Dilation − Padding, c]. The work is split over the workers by outputs,
    /// so that the sums are the same for any number of them.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPlace"><see cref="byte"/> for at most 255 positions; else <typeparamref name="T"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="x">[batch × positions × channels].</param>
    /// <param name="dy">[batch × outputs], the gradient of the maxima.</param>
    /// <param name="place">[batch × outputs], where each maximum is; −1, or 255 as a byte, where it is no number.</param>
    /// <param name="gradient">Receives [outputs × channels × taps].</param>
    /// <param name="scratch">Taps × channels elements of this worker's own.</param>
    /// <param name="accumulate">Whether the sums are added to what the gradient holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights<V, S, T, TPlace>(
        Worker worker, in ConvolutionShape shape, ref T x, ref T dy, ref TPlace place, ref T gradient, ref T scratch, bool accumulate)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TPlace : unmanaged
    {
        int channels = shape.Channels, taps = shape.Taps;
        nint sample = (nint)shape.Positions * channels;
        (int start, int end) = worker.Split(shape.Outputs);
        for (int o = start; o < end; o++)
        {
            MemoryMarshal.CreateSpan(ref scratch, taps * channels).Clear();
            for (int n = 0; n < worker.Batch; n++)
            {
                nint at = ((nint)n * shape.Outputs) + o;
                T factor = Unsafe.Add(ref dy, at);
                if (!TryFirst(shape, factor, Unsafe.Add(ref place, at), out int first))
                {
                    continue;
                }

                for (int k = 0, t = first; k < taps; k++, t += shape.Dilation)
                {
                    if ((uint)t < (uint)shape.Positions)
                    {
                        AddScaled<V, S, T>(
                            channels, factor, ref Unsafe.Add(ref x, (n * sample) + ((nint)t * channels)),
                            ref Unsafe.Add(ref scratch, k * channels));
                    }
                }
            }

            ref T to = ref Unsafe.Add(ref gradient, (nint)o * channels * taps);
            if (accumulate)
            {
                AddTransposed<S, T>(taps, channels, ref scratch, ref to);
            }
            else
            {
                Transposition.Copy(channels, taps, ref scratch, 1, channels, ref to, taps, 1);
            }
        }
    }

    /// <summary>
    /// dx[n, t, c] = Σ_o dy[n, o] · W[o, c, k] over the taps k with place[n, o]·Stride + k·Dilation − Padding = t, for the samples of
    /// this worker.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPlace"><see cref="byte"/> for at most 255 positions; else <typeparamref name="T"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">The convolution.</param>
    /// <param name="dy">[batch × outputs], the gradient of the maxima.</param>
    /// <param name="place">[batch × outputs], where each maximum is; −1, or 255 as a byte, where it is no number.</param>
    /// <param name="panels">The weights as <see cref="Panels.Pack"/> writes them: rows (o, k), columns c.</param>
    /// <param name="dx">Receives [batch × positions × channels].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Inputs<V, S, T, TPlace>(
        Worker worker, in ConvolutionShape shape, ref T dy, ref TPlace place, ref T panels, ref T dx)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TPlace : unmanaged
    {
        int channels = shape.Channels, taps = shape.Taps, padded = Panels.PaddedColumns<V, T>(channels), panel = 2 * V.Count;
        nint sample = (nint)shape.Positions * channels, depth = (nint)shape.Outputs * taps;
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            ref T to = ref Unsafe.Add(ref dx, n * sample);
            MemoryMarshal.CreateSpan(ref to, shape.Positions * channels).Clear();
            for (int o = 0; o < shape.Outputs; o++)
            {
                nint at = ((nint)n * shape.Outputs) + o;
                T factor = Unsafe.Add(ref dy, at);
                if (!TryFirst(shape, factor, Unsafe.Add(ref place, at), out int first))
                {
                    continue;
                }

                for (int c = 0; c < channels; c += panel)
                {
                    int width = Math.Min(padded - c, panel), valid = Math.Min(channels - c, panel);
                    ref T row = ref Unsafe.Add(ref panels, (c * depth) + ((nint)o * taps * width));
                    for (int k = 0, t = first; k < taps; k++, t += shape.Dilation)
                    {
                        if ((uint)t < (uint)shape.Positions)
                        {
                            AddScaled<V, S, T>(
                                valid, factor, ref Unsafe.Add(ref row, k * width), ref Unsafe.Add(ref to, ((nint)t * channels) + c));
                        }
                    }
                }
            }
        }
    }

    /// <summary>The position that the first tap reads; false where nothing has a gradient.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryFirst<T, TPlace>(in ConvolutionShape shape, T factor, TPlace place, out int first)
        where T : unmanaged
        where TPlace : unmanaged
    {
        int p = PoolPlaces.IndexOf(place);
        first = (p * shape.Stride) - shape.Padding;
        return p >= 0 && !EqualityComparer<T>.Default.Equals(factor, default);
    }

    /// <summary>to += factor · from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddScaled<V, S, T>(int count, T factor, ref T from, ref T to)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        V scale = V.Create(factor);
        int c = 0;
        for (; c <= count - V.Count; c += V.Count)
        {
            V.Fma(scale, V.Load(ref from, c), V.Load(ref to, c)).Store(ref to, c);
        }

        for (; c < count; c++)
        {
            S.Fma(S.Create(factor), S.Load(ref from, c), S.Load(ref to, c)).Store(ref to, c);
        }
    }

    /// <summary>to[c, k] += from[k, c].</summary>
    private static void AddTransposed<S, T>(int taps, int channels, ref T from, ref T to)
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int c = 0; c < channels; c++)
        {
            for (int k = 0; k < taps; k++)
            {
                int at = (c * taps) + k;
                (S.Load(ref to, at) + S.Load(ref from, (k * channels) + c)).Store(ref to, at);
            }
        }
    }
}
