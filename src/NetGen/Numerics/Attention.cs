using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>
/// y[i] = Σ_j p[i][j]·v[j] with p[i] = softmax_j(q[i]·k[j] / √HeadSize), for each head. The matrix of all pairs is never
/// stored: up to 64 queries at a time meet all keys they see, and the backward pass computes p again from ln Σ exp.
/// Vaswani et al.: Attention is all you need. 2017. Dao et al.: FlashAttention. 2022.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Attention
{
    private const int Tile = RowBlocks.Size;

    /// <summary>pairs[j][i] = Σ_d a[j][d]·b[i][d] for the keys and queries of a tile, both packed.</summary>
    private static void Pairs<V, S, T>(in AttentionTile tile, int headSize, ref T a, ref T b, ref T pairs, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int j = 0; j < tile.Keys; j += Tile)
        {
            TileProductShape product = new()
            {
                Rows = Math.Min(Tile, tile.Keys - j),
                Columns = (tile.Queries + V.Count - 1) / V.Count * V.Count,
                Depth = headSize,
                AStep = Tile,
                BStep = Tile,
                YPitch = Tile,
            };
            TileProduct.Run<V, S, T, UnitStride>(
                product, ref Unsafe.Add(ref a, (nint)j * headSize), ref b,
                ref Unsafe.Add(ref pairs, (nint)j * Tile), ref Unsafe.NullRef<T>(), ref sums);
        }
    }

    /// <summary>y[i] = factors[i] · Σ_j pairs[j][i]·b[j]: a row of features for each query of a tile.</summary>
    private static void SumOverKeys<V, S, T>(
        in AttentionTile tile, int headSize, ref T pairs, ref T b, int pitch, ref T y, int yPitch, ref T factors, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        TileProductShape product = new()
        {
            Rows = tile.Queries,
            Columns = headSize,
            Depth = tile.Keys,
            AStep = Tile,
            BStep = pitch,
            YPitch = yPitch,
        };
        TileProduct.Run<V, S, T, UnitStride>(product, ref pairs, ref b, ref y, ref factors, ref sums);
    }

    /// <summary>A worker's scratch memory, ready for use.</summary>
    private static AttentionScratch<T> Prepare<S, T>(in AttentionShape shape, ref T scratch)
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        AttentionScratch<T> memory = new(ref scratch, shape.Keys, shape.HeadSize);
        for (int i = 0; i < Tile; i++)
        {
            S.Const(i).Store(ref memory.Order, i);
        }

        return memory;
    }

    /// <summary>Sets the scores of pairs that must not meet to −∞: keys behind their query, and padding.</summary>
    private static void Mask<V, T>(in AttentionShape shape, in AttentionTile tile, ref int tokens, in AttentionScratch<T> memory)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        if (shape.Causal)
        {
            int seenByAll = shape.Past + tile.First + 1;
            for (int j = seenByAll; j < tile.Keys; j++)
            {
                Hide<V, T>(ref Unsafe.Add(ref memory.Scores, (nint)j * Tile), j - seenByAll + 1, ref memory.Order);
            }
        }

        if (shape.PaddingToken >= 0)
        {
            ref int sampleTokens = ref Unsafe.Add(ref tokens, (nint)tile.Sample * shape.Keys);
            for (int j = 0; j < tile.Keys; j++)
            {
                if (Unsafe.Add(ref sampleTokens, j) == shape.PaddingToken)
                {
                    Hide<V, T>(ref Unsafe.Add(ref memory.Scores, (nint)j * Tile), tile.Queries, ref memory.Order);
                }
            }
        }
    }

    /// <summary>Hides a key from the first queries of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Hide<V, T>(ref T row, int queries, ref T order)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        for (int i = 0; i < queries; i += V.Count)
        {
            V hidden = V.GreaterThan(V.Const(queries), V.Load(ref order, i));
            V.Select(hidden, V.Const(double.NegativeInfinity), V.Load(ref row, i)).Store(ref row, i);
        }
    }

    /// <summary>What a probability is multiplied by: 0 for the share that is dropped, else 1 / (1 − rate).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Kept<V, T>(uint pair, uint step, uint key, double rate)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => V.Select(V.GreaterThan(V.Const(rate), V.Uniform(pair, step, key)), V.Zero, V.Const(1 / (1 - rate)));
}
