using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The forward pass.</content>
public static partial class Attention
{
    /// <summary>
    /// Computes this worker's samples; workers that share samples split the heads. A query that sees no key gives 0, with −∞ as its
    /// logarithm.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the features that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples; its step and seed draw the dropout.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="q">Element 0 of the buffer of the queries.</param>
    /// <param name="k">Element 0 of the buffer of the keys.</param>
    /// <param name="v">Element 0 of the buffer of the values. Up to 31 elements behind a row may be read.</param>
    /// <param name="tokens">[samples × Keys], or a null reference where the shape has no padding.</param>
    /// <param name="output">Receives [samples · Queries × Heads · HeadSize].</param>
    /// <param name="logSum">Receives ln Σ_j exp(q·k[j] / √HeadSize), [samples · Queries × Heads].</param>
    /// <param name="scratch"><see cref="KernelSizes.AttentionScratch"/> elements of this worker's own, at a multiple of 64 bytes.</param>
    public static void Forward<V, S, T>(
        Worker worker, in AttentionShape shape, ref T q, ref T k, ref T v, ref int tokens, ref T output, ref T logSum, ref T scratch)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int size = shape.HeadSize, width = shape.Heads * size;
        AttentionScratch<T> memory = Prepare<S, T>(shape, ref scratch);
        int queryHeads = shape.Heads / shape.KeyValueHeads;
        (nint head, nint end) = worker.Rows(shape.KeyValueHeads);
        for (; head < end; head++)
        {
            int n = (int)(head / shape.KeyValueHeads), shared = (int)(head % shape.KeyValueHeads);
            nint keyRow = (nint)n * shape.KeyRows;
            ref T keys = ref Unsafe.Add(ref k, shape.KeyOrigin + (keyRow * shape.KeyPitch) + (shared * size));
            ref T values = ref Unsafe.Add(ref v, shape.ValueOrigin + (keyRow * shape.ValuePitch) + (shared * size));
            RowBlocks.Pack(shape.Keys, size, ref keys, shape.KeyPitch, ref memory.Keys);
            for (int h = shared * queryHeads; h < (shared + 1) * queryHeads; h++)
            {
                for (int first = 0; first < shape.Queries; first += AttentionTile.FullQueries(shape))
                {
                    AttentionTile tile = new(shape, n, h, first, worker.SamplesBefore);
                    ref T queries = ref Unsafe.Add(ref q, shape.QueryOrigin + (tile.Row * shape.QueryPitch) + (h * size));
                    ref T y = ref Unsafe.Add(ref output, (tile.Row * width) + (h * size));
                    ForwardTile<V, S, T>(worker, shape, tile, ref queries, ref values, ref tokens, ref y, memory);
                    for (int i = 0; i < tile.Queries; i++)
                    {
                        Unsafe.Add(ref logSum, ((tile.Row + i) * shape.Heads) + h) = Unsafe.Add(ref memory.LogSums, i);
                    }
                }
            }
        }
    }

    private static void ForwardTile<V, S, T>(
        Worker worker, in AttentionShape shape, in AttentionTile tile, ref T queries, ref T values, ref int tokens, ref T y,
        in AttentionScratch<T> memory)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int size = shape.HeadSize;
        RowBlocks.Pack(tile.Queries, size, ref queries, shape.QueryPitch, ref memory.Queries);
        Pairs<V, S, T>(tile, size, ref memory.Keys, ref memory.Queries, ref memory.Scores, ref sums);
        Mask<V, T>(shape, tile, ref tokens, memory);
        for (int i = 0; i < tile.Queries; i += V.Count)
        {
            Softmax<V, T>(
                tile.Keys, 1 / Math.Sqrt(size), ref Unsafe.Add(ref memory.Scores, i),
                ref Unsafe.Add(ref memory.Factors, i), ref Unsafe.Add(ref memory.LogSums, i));
        }

        if (shape.Dropout > 0)
        {
            Drop<V, T>(tile, shape.Dropout, worker.Step, unchecked(worker.Seed + shape.Stream), ref memory.Scores);
        }

        SumOverKeys<V, S, T>(
            tile, size, ref memory.Scores, ref values, shape.ValuePitch, ref y, shape.Heads * size, ref memory.Factors, ref sums);
    }

    /// <summary>
    /// For one vector of queries: p[j] = exp(scale·s[j] − m) with m = scale · max s, inverse = 1 / Σ p (0 where the sum is),
    /// logSum = m + ln Σ p.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Softmax<V, T>(int keys, double scale, ref T scores, ref T inverse, ref T logSum)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V factor = V.Const(scale);
        V maximum = Maximum<V, T>(keys, ref scores) * factor;
        V shift = V.Select(V.Equals(maximum, V.Const(double.NegativeInfinity)), V.Zero, maximum);
        V sum = V.Zero;
        ref T row = ref scores;
        for (int j = 0; j < keys; j++)
        {
            V p = V.Exp(V.Fma(V.Load(ref row, 0), factor, -shift));
            p.Store(ref row, 0);
            sum += p;
            row = ref Unsafe.Add(ref row, Tile);
        }

        V.Select(V.Equals(sum, V.Zero), V.Zero, V.Const(1) / sum).Store(ref inverse, 0);
        (shift + V.Log(sum)).Store(ref logSum, 0);
    }

    /// <summary>The largest score of each of a vector of queries, NaN left out; −∞ without keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Maximum<V, T>(int keys, ref T scores)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        // Four at a time, so that a comparison need not wait for the one before.
        V m0 = V.Const(double.NegativeInfinity), m1 = m0, m2 = m0, m3 = m0;
        ref T row = ref scores;
        int j = 0;
        for (; j <= keys - 4; j += 4)
        {
            m0 = Larger<V, T>(V.Load(ref row, 0), m0);
            m1 = Larger<V, T>(V.Load(ref row, Tile), m1);
            m2 = Larger<V, T>(V.Load(ref row, 2 * Tile), m2);
            m3 = Larger<V, T>(V.Load(ref row, 3 * Tile), m3);
            row = ref Unsafe.Add(ref row, 4 * Tile);
        }

        for (; j < keys; j++)
        {
            m0 = Larger<V, T>(V.Load(ref row, 0), m0);
            row = ref Unsafe.Add(ref row, Tile);
        }

        return Larger<V, T>(Larger<V, T>(m0, m1), Larger<V, T>(m2, m3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Larger<V, T>(V a, V b)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => V.Select(V.GreaterThan(a, b), a, b);

    /// <summary>Drops a share of the probabilities of a tile and scales the others up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Drop<V, T>(in AttentionTile tile, double rate, uint step, uint key, ref T p)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        for (int j = 0; j < tile.Keys; j++)
        {
            ref T row = ref Unsafe.Add(ref p, (nint)j * Tile);
            for (int i = 0; i < tile.Queries; i += V.Count)
            {
                (V.Load(ref row, i) * Kept<V, T>(tile.Pair(j, i), step, key, rate)).Store(ref row, i);
            }
        }
    }
}
