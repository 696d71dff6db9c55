using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>The backward pass.</content>
public static partial class Attention
{
    /// <summary>
    /// The gradients of <see cref="Forward"/> for this worker's samples or heads, with s = 1 / √HeadSize and p computed again:
    /// dv[j] = Σ_i p[i][j]·dy[i];  ds[i][j] = s·p[i][j]·(dy[i]·v[j] − dy[i]·y[i]);  dq[i] = Σ_j ds[i][j]·k[j];
    /// dk[j] = Σ_i ds[i][j]·q[i]. Heads of queries that share keys and values add up. Padding gets 0.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the features that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples; step and seed as in the forward pass.</param>
    /// <param name="shape">What the forward pass computed.</param>
    /// <param name="q">
    /// Element 0 of the buffer of the queries. Of this and the next buffers, up to 31 elements behind a row may be read.
    /// </param>
    /// <param name="k">Element 0 of the buffer of the keys.</param>
    /// <param name="v">Element 0 of the buffer of the values.</param>
    /// <param name="tokens">[samples × Keys], or a null reference where the shape has no padding.</param>
    /// <param name="output">What the forward pass gave.</param>
    /// <param name="logSum">What the forward pass gave.</param>
    /// <param name="outputGradient">dy, [samples · Queries × Heads · HeadSize].</param>
    /// <param name="dq">Receives the gradient of the queries, which lies as they do.</param>
    /// <param name="dk">Receives the gradient of the keys, which lies as they do.</param>
    /// <param name="dv">Receives the gradient of the values, which lies as they do.</param>
    /// <param name="scratch"><see cref="KernelSizes.AttentionScratch"/> elements of this worker's own, at a multiple of 64 bytes.</param>
    public static void Backward<V, S, T>(
        Worker worker, in AttentionShape shape, ref T q, ref T k, ref T v, ref int tokens, ref T output, ref T logSum,
        ref T outputGradient, ref T dq, ref T dk, ref T dv, ref T scratch)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int size = shape.HeadSize, width = shape.Heads * size;
        AttentionScratch<T> memory = Prepare<S, T>(shape, ref scratch);
        int queryHeads = shape.Heads / shape.KeyValueHeads;
        (nint row, nint end) = worker.Rows(shape.KeyValueHeads);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.KeyValueHeads), shared = (int)(row % shape.KeyValueHeads);
            nint keyRow = (nint)n * shape.KeyRows;
            nint keyStart = shape.KeyOrigin + (keyRow * shape.KeyPitch) + (shared * size);
            nint valueStart = shape.ValueOrigin + (keyRow * shape.ValuePitch) + (shared * size);
            HeadRefs<T> head = new()
            {
                Key = ref Unsafe.Add(ref k, keyStart),
                KeyGradient = ref Unsafe.Add(ref dk, keyStart),
                ValueGradient = ref Unsafe.Add(ref dv, valueStart),
            };
            RowBlocks.Pack(shape.Keys, size, ref head.Key, shape.KeyPitch, ref memory.Keys);
            RowBlocks.Pack(shape.Keys, size, ref Unsafe.Add(ref v, valueStart), shape.ValuePitch, ref memory.Values);
            Clear(shape.Keys, size, ref head.KeyGradient, shape.KeyPitch);
            Clear(shape.Keys, size, ref head.ValueGradient, shape.ValuePitch);
            for (int h = shared * queryHeads; h < (shared + 1) * queryHeads; h++)
            {
                for (int first = 0; first < shape.Queries; first += AttentionTile.FullQueries(shape))
                {
                    AttentionTile tile = new(shape, n, h, first, worker.SamplesBefore);
                    nint queryStart = shape.QueryOrigin + (tile.Row * shape.QueryPitch) + (h * size);
                    nint outputStart = (tile.Row * width) + (h * size);
                    head.Query = ref Unsafe.Add(ref q, queryStart);
                    head.QueryGradient = ref Unsafe.Add(ref dq, queryStart);
                    head.Output = ref Unsafe.Add(ref output, outputStart);
                    head.OutputGradient = ref Unsafe.Add(ref outputGradient, outputStart);
                    for (int i = 0; i < tile.Queries; i++)
                    {
                        Unsafe.Add(ref memory.LogSums, i) = Unsafe.Add(ref logSum, ((tile.Row + i) * shape.Heads) + h);
                    }

                    BackwardTile<V, S, T>(worker, shape, tile, ref tokens, head, memory);
                }
            }
        }
    }

    private static void BackwardTile<V, S, T>(
        Worker worker, in AttentionShape shape, in AttentionTile tile, ref int tokens, in HeadRefs<T> head, in AttentionScratch<T> memory)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int size = shape.HeadSize, width = shape.Heads * size;
        RowBlocks.Pack(tile.Queries, size, ref head.Query, shape.QueryPitch, ref memory.Queries);
        RowBlocks.Pack(tile.Queries, size, ref head.OutputGradient, width, ref memory.OutputGradients);
        Pairs<V, S, T>(tile, size, ref memory.Keys, ref memory.Queries, ref memory.Scores, ref sums);
        Pairs<V, S, T>(tile, size, ref memory.Values, ref memory.OutputGradients, ref memory.Gradients, ref sums);
        Mask<V, T>(shape, tile, ref tokens, memory);
        for (int i = 0; i < tile.Queries; i++)
        {
            Unsafe.Add(ref memory.Factors, i) = Dot<V, S, T>(
                size, ref Unsafe.Add(ref head.Output, (nint)i * width), ref Unsafe.Add(ref head.OutputGradient, (nint)i * width));
        }

        for (int i = 0; i < tile.Queries; i += V.Count)
        {
            SoftmaxGradient<V, T>(tile, i, shape, worker.Step, unchecked(worker.Seed + shape.Stream), memory);
        }

        SumOverKeys<V, S, T>(
            tile, size, ref memory.Gradients, ref head.Key, shape.KeyPitch,
            ref head.QueryGradient, shape.QueryPitch, ref Unsafe.NullRef<T>(), ref sums);
        AddOverQueries<V, S, T>(
            tile, size, ref memory.Gradients, ref head.Query, shape.QueryPitch, ref head.KeyGradient, shape.KeyPitch, ref sums);
        AddOverQueries<V, S, T>(
            tile, size, ref memory.Scores, ref head.OutputGradient, width, ref head.ValueGradient, shape.ValuePitch, ref sums);
    }

    /// <summary>
    /// For one vector of queries, from scores and dy·v: p = exp(scale·s − logSum), left in the place of the scores with its
    /// dropout m; ds = scale·p·(m·(dy·v) − dy·y), left in the place of dy·v.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SoftmaxGradient<V, T>(
        in AttentionTile tile, int query, in AttentionShape shape, uint step, uint key, in AttentionScratch<T> memory)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        double rate = shape.Dropout;
        V scale = V.Const(1 / Math.Sqrt(shape.HeadSize));
        V shift = V.Load(ref memory.LogSums, query);
        shift = V.Select(V.Equals(shift, V.Const(double.NegativeInfinity)), V.Zero, shift);
        V dot = V.Load(ref memory.Factors, query);
        ref T score = ref Unsafe.Add(ref memory.Scores, query);
        ref T gradient = ref Unsafe.Add(ref memory.Gradients, query);
        for (int j = 0; j < tile.Keys; j++)
        {
            V p = V.Exp(V.Fma(V.Load(ref score, 0), scale, -shift));
            V dp = V.Load(ref gradient, 0);
            V ps = p * scale;
            if (rate > 0)
            {
                V kept = Kept<V, T>(tile.Pair(j, query), step, key, rate);
                p *= kept;
                dp *= kept;
            }

            p.Store(ref score, 0);
            (ps * (dp - dot)).Store(ref gradient, 0);
            score = ref Unsafe.Add(ref score, Tile);
            gradient = ref Unsafe.Add(ref gradient, Tile);
        }
    }

    /// <summary>y[j] += Σ_i pairs[j][i]·b[i]: a row of features for each key of a tile.</summary>
    private static void AddOverQueries<V, S, T>(
        in AttentionTile tile, int headSize, ref T pairs, ref T b, int pitch, ref T y, int yPitch, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        TileProductShape product = new()
        {
            Rows = tile.Keys,
            Columns = headSize,
            Depth = tile.Queries,
            AStep = 1,
            BStep = pitch,
            YPitch = yPitch,
            Accumulate = true,
        };
        TileProduct.Run<V, S, T, BlockStride>(product, ref pairs, ref b, ref y, ref Unsafe.NullRef<T>(), ref sums);
    }

    /// <summary>Σ a[c]·b[c].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static T Dot<V, S, T>(int length, ref T a, ref T b)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        V sum = V.Zero;
        int c = 0;
        for (; c <= length - V.Count; c += V.Count)
        {
            sum = V.Fma(V.Load(ref a, c), V.Load(ref b, c), sum);
        }

        S rest = S.Create(V.Sum(sum));
        for (; c < length; c++)
        {
            rest = S.Fma(S.Load(ref a, c), S.Load(ref b, c), rest);
        }

        return S.Sum(rest);
    }

    private static void Clear<T>(int rows, int width, ref T matrix, nint pitch)
        where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref matrix, r * pitch), width).Clear();
        }
    }

    /// <summary>Where a head's operands start: keys and values at their first row, all else at the first query of a tile.</summary>
    private ref struct HeadRefs<T>
    {
        public ref T Query;
        public ref T Key;
        public ref T Output;
        public ref T OutputGradient;
        public ref T QueryGradient;
        public ref T KeyGradient;
        public ref T ValueGradient;
    }
}
