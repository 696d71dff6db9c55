using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <content>What becomes of the sums.</content>
internal static partial class ContractionTile
{
    /// <summary>Computes a tile of a matrix; where its columns fill no vector, by way of <paramref name="sums"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void RunTo<V, S, T, TStride>(
        int rows, int width, ref T a, ref T b, in ContractionNest nest, ref T target, nint pitch, bool accumulate, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
    {
        int vectors = width > V.Count ? 2 : 1;
        if (width == vectors * V.Count)
        {
            Run<V, T, TStride>(rows, vectors, ref a, ref b, nest, ref target, pitch, accumulate);
        }
        else
        {
            Run<V, T, TStride>(rows, vectors, ref a, ref b, nest, ref sums, 2 * V.Count);
            Put<V, S, T>(ref sums, rows, width, ref target, pitch, accumulate);
        }
    }

    /// <summary>Writes or adds the sums of a tile to a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Put<V, S, T>(ref T sums, int rows, int width, ref T target, nint pitch, bool accumulate)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            ref T from = ref Unsafe.Add(ref sums, r * 2 * V.Count);
            ref T to = ref Unsafe.Add(ref target, r * pitch);
            int c = 0;
            for (; c <= width - V.Count; c += V.Count)
            {
                V value = V.Load(ref from, c);
                (accumulate ? value + V.Load(ref to, c) : value).Store(ref to, c);
            }

            for (; c < width; c++)
            {
                S value = S.Load(ref from, c);
                (accumulate ? value + S.Load(ref to, c) : value).Store(ref to, c);
            }
        }
    }

    /// <summary>Multiplies each row of sums by its factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void ScaleRows<V, T>(ref T sums, int rows, ref T factors)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            V factor = V.Create(Unsafe.Add(ref factors, r));
            ref T row = ref Unsafe.Add(ref sums, r * 2 * V.Count);
            (V.Load(ref row, 0) * factor).Store(ref row, 0);
            (V.Load(ref row, V.Count) * factor).Store(ref row, V.Count);
        }
    }
}
