using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Positions as rotations: features i and i + HeadSize/2 of a head are turned by the angle t·10000^(−2i/HeadSize) at
/// position t, so that the product of a query and a key depends on how far apart they are.
/// Su et al.: RoFormer. 2021. Which features form a pair is as in GPT-NeoX and Llama.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Rotary
{
    private const double Base = 10000;

    /// <summary>
    /// y[i] = x[i]·cos − x[i + half]·sin, y[i + half] = x[i + half]·cos + x[i]·sin for each head of the rows of this worker's
    /// samples; the channels behind the heads are copied.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the features that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="rows">Rows per sample.</param>
    /// <param name="past">Position of a sample's first row.</param>
    /// <param name="heads">Heads that are turned, from channel 0 on.</param>
    /// <param name="headSize">Features of a head: even.</param>
    /// <param name="channels">All channels of a row: at least heads · headSize.</param>
    /// <param name="x">[samples · rows × channels].</param>
    /// <param name="table">[past + rows or more × headSize], as <see cref="Fill"/> writes it.</param>
    /// <param name="y">Receives [samples · rows × channels]; may be <paramref name="x"/>.</param>
    public static void Apply<V, S, T>(
        Worker worker, int rows, int past, int heads, int headSize, int channels, ref T x, ref T table, ref T y)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        => Turn<V, S, T>(worker, rows, past, heads, headSize, channels, ref x, ref table, ref y, direction: 1);

    /// <summary>
    /// The rotation back, which is also the gradient: y[i] = x[i]·cos + x[i + half]·sin, y[i + half] = x[i + half]·cos − x[i]·sin.
    /// </summary>
    /// <inheritdoc cref="Apply"/>
    public static void ApplyInverse<V, S, T>(
        Worker worker, int rows, int past, int heads, int headSize, int channels, ref T x, ref T table, ref T y)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        => Turn<V, S, T>(worker, rows, past, heads, headSize, channels, ref x, ref table, ref y, direction: -1);

    /// <summary>Writes headSize/2 cosines, then headSize/2 sines of t·10000^(−2i/headSize) for each position t.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="table">Receives [positions × headSize].</param>
    /// <param name="positions">Number of positions.</param>
    /// <param name="headSize">Features of a head: even.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="headSize"/> is odd.</exception>
    /// <exception cref="ArgumentException">The table is too short.</exception>
    public static void Fill<T>(Span<T> table, int positions, int headSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (headSize % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(headSize), headSize, "A head's features form pairs, so their number must be even.");
        }

        Positions.CheckLength(table.Length, positions, headSize);
        int half = headSize / 2;
        for (int t = 0; t < positions; t++)
        {
            Span<T> row = table.Slice(t * headSize, headSize);
            for (int i = 0; i < half; i++)
            {
                double angle = t * Math.Pow(Base, -2.0 * i / headSize);
                row[i] = T.CreateTruncating(Math.Cos(angle));
                row[half + i] = T.CreateTruncating(Math.Sin(angle));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn<V, S, T>(
        Worker worker, int rows, int past, int heads, int headSize, int channels, ref T x, ref T table, ref T y, double direction)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        bool isInPlace = Unsafe.AreSame(ref x, ref y);
        int half = headSize / 2;
        nint end = (nint)worker.EndSample * rows;
        for (nint row = (nint)worker.FirstSample * rows; row < end; row++)
        {
            ref T from = ref Unsafe.Add(ref x, row * channels);
            ref T to = ref Unsafe.Add(ref y, row * channels);
            ref T cosines = ref Unsafe.Add(ref table, (past + (row % rows)) * headSize);
            for (int h = 0; h < heads; h++)
            {
                int i = 0;
                for (; i <= half - V.Count; i += V.Count)
                {
                    TurnPairs<V, T>(ref from, (h * headSize) + i, half, ref Unsafe.Add(ref cosines, i), direction, ref to);
                }

                for (; i < half; i++)
                {
                    TurnPairs<S, T>(ref from, (h * headSize) + i, half, ref Unsafe.Add(ref cosines, i), direction, ref to);
                }
            }

            int c = isInPlace ? channels : heads * headSize;
            for (; c <= channels - V.Count; c += V.Count)
            {
                V.Load(ref from, c).Store(ref to, c);
            }

            for (; c < channels; c++)
            {
                Unsafe.Add(ref to, c) = Unsafe.Add(ref from, c);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TurnPairs<V, T>(ref T from, nint at, nint half, ref T cosines, double direction, ref T to)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V a = V.Load(ref from, at), b = V.Load(ref from, at + half);
        V cosine = V.Load(ref cosines, 0), sine = V.Load(ref cosines, half) * V.Const(direction);
        V.Fma(a, cosine, -(b * sine)).Store(ref to, at);
        V.Fma(b, cosine, a * sine).Store(ref to, at + half);
    }
}
