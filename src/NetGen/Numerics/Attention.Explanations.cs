using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>What explains it: its weights, and how it differs from a reference.</content>
public static partial class Attention
{
    /// <summary>
    /// The weights that <see cref="Forward"/> gave values: p[i][j] = exp(q[i]·k[j] / √HeadSize − logSum[i]), 0 for keys that are not seen.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What the forward pass computed.</param>
    /// <param name="pitch">Elements from a row of weights to the next.</param>
    /// <param name="q">Element 0 of the buffer of the queries.</param>
    /// <param name="keyValues">Element 0 of the buffer of the keys.</param>
    /// <param name="tokens">[samples × Keys], or a null reference where the shape has no padding.</param>
    /// <param name="logSum">What the forward pass gave.</param>
    /// <param name="weights">[samples · Queries] rows of [Heads × Keys].</param>
    public static void Weights<V, S, T>(
        Worker worker, in AttentionShape shape, int pitch, ref T q, ref T keyValues, ref int tokens, ref T logSum, ref T weights)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int size = shape.HeadSize, group = shape.Heads / shape.KeyValueHeads;
        double scale = 1 / Math.Sqrt(size);
        (nint row, nint end) = worker.Rows(shape.Heads);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.Heads), h = (int)(row % shape.Heads);
            for (int i = 0; i < shape.Queries; i++)
            {
                nint query = ((nint)n * shape.Queries) + i;
                double shift = Widen(Unsafe.Add(ref logSum, (query * shape.Heads) + h));
                ref T of = ref Unsafe.Add(ref weights, (query * pitch) + ((nint)h * shape.Keys));
                ref T head = ref Unsafe.Add(ref q, shape.QueryOrigin + (query * shape.QueryPitch) + (h * size));
                for (int j = 0; j < shape.Keys; j++)
                {
                    nint key = shape.KeyOrigin + ((((nint)n * shape.KeyRows) + j) * shape.KeyPitch) + (h / group * size);
                    S.Const(Sees(shape, n, i, j, ref tokens)
                        ? Math.Exp((scale * Widen(Dot<V, S, T>(size, ref head, ref Unsafe.Add(ref keyValues, key)))) - shift)
                        : 0).Store(ref of, j);
                }
            }
        }
    }

    /// <summary>
    /// What counts for the result, divided among queries, keys and values so that the sum of their changes from a reference, each times
    /// what it counts, is the result's: of a product the mean of the other factor counts, and of p = softmax(s), since
    /// p − p′ = m·ln(p / p′) with the logarithmic mean m of p and p′: ds[j] = m[j]·(dp[j] − Σ m·dp / Σ m).
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What the forward pass computed.</param>
    /// <param name="q">Element 0 of the buffer of the queries.</param>
    /// <param name="keyValues">Element 0 of the buffer of keys and values.</param>
    /// <param name="otherQ">Those of the reference.</param>
    /// <param name="otherKeyValues">Those of the reference.</param>
    /// <param name="tokens">[samples × Keys], or a null reference where the shape has no padding.</param>
    /// <param name="dy">What the results count.</param>
    /// <param name="dq">Receives what the queries count.</param>
    /// <param name="dKeyValues">Receives what keys and values count.</param>
    /// <param name="scratch"><see cref="KernelSizes.AttentionDifferenceScratch"/> elements of this worker's own.</param>
    public static void Difference<V, S, T>(
        Worker worker, in AttentionShape shape, ref T q, ref T keyValues, ref T otherQ, ref T otherKeyValues, ref int tokens, ref T dy,
        ref T dq, ref T dKeyValues, ref T scratch)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int size = shape.HeadSize, group = shape.Heads / shape.KeyValueHeads;
        (nint row, nint end) = worker.Rows(shape.KeyValueHeads);
        for (; row < end; row++)
        {
            int n = (int)(row / shape.KeyValueHeads), shared = (int)(row % shape.KeyValueHeads);
            nint first = (nint)n * shape.KeyRows;
            nint keys = shape.KeyOrigin + (first * shape.KeyPitch) + (shared * size);
            nint values = shape.ValueOrigin + (first * shape.ValuePitch) + (shared * size);
            Clear(shape.Keys, size, ref Unsafe.Add(ref dKeyValues, keys), shape.KeyPitch);
            Clear(shape.Keys, size, ref Unsafe.Add(ref dKeyValues, values), shape.ValuePitch);
            DifferenceRefs<T> head = new()
            {
                Key = ref Unsafe.Add(ref keyValues, keys),
                OtherKey = ref Unsafe.Add(ref otherKeyValues, keys),
                KeyShare = ref Unsafe.Add(ref dKeyValues, keys),
                Value = ref Unsafe.Add(ref keyValues, values),
                OtherValue = ref Unsafe.Add(ref otherKeyValues, values),
                ValueShare = ref Unsafe.Add(ref dKeyValues, values),
            };
            for (int h = shared * group; h < (shared + 1) * group; h++)
            {
                for (int i = 0; i < shape.Queries; i++)
                {
                    nint query = ((nint)n * shape.Queries) + i;
                    nint place = shape.QueryOrigin + (query * shape.QueryPitch) + (h * size);
                    head.Query = ref Unsafe.Add(ref q, place);
                    head.OtherQuery = ref Unsafe.Add(ref otherQ, place);
                    head.QueryShare = ref Unsafe.Add(ref dq, place);
                    head.ResultShare = ref Unsafe.Add(ref dy, ((query * shape.Heads) + h) * size);
                    DifferenceOfQuery<V, S, T>(shape, n, i, head, ref tokens, ref scratch);
                }
            }
        }
    }

    private static void DifferenceOfQuery<V, S, T>(
        in AttentionShape shape, int n, int i, in DifferenceRefs<T> head, ref int tokens, ref T scratch)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int size = shape.HeadSize;
        double scale = 1 / Math.Sqrt(size);
        ref T scores = ref scratch, others = ref Unsafe.Add(ref scratch, shape.Keys), given = ref Unsafe.Add(ref scratch, 2 * shape.Keys);
        double largest = double.NegativeInfinity, otherLargest = double.NegativeInfinity;
        for (int j = 0; j < shape.Keys; j++)
        {
            if (!Sees(shape, n, i, j, ref tokens))
            {
                continue;
            }

            nint key = (nint)j * shape.KeyPitch, value = (nint)j * shape.ValuePitch;
            double score = scale * Widen(Dot<V, S, T>(size, ref head.Query, ref Unsafe.Add(ref head.Key, key)));
            double other = scale * Widen(Dot<V, S, T>(size, ref head.OtherQuery, ref Unsafe.Add(ref head.OtherKey, key)));
            S.Const(score).Store(ref scores, j);
            S.Const(other).Store(ref others, j);
            S.Const(
                (Widen(Dot<V, S, T>(size, ref head.ResultShare, ref Unsafe.Add(ref head.Value, value)))
                + Widen(Dot<V, S, T>(size, ref head.ResultShare, ref Unsafe.Add(ref head.OtherValue, value)))) / 2).Store(ref given, j);
            (largest, otherLargest) = (Math.Max(largest, score), Math.Max(otherLargest, other));
        }

        double sum = 0, otherSum = 0, means = 0, inner = 0;
        for (int j = 0; j < shape.Keys; j++)
        {
            if (Sees(shape, n, i, j, ref tokens))
            {
                sum += Math.Exp(Widen(Unsafe.Add(ref scores, j)) - largest);
                otherSum += Math.Exp(Widen(Unsafe.Add(ref others, j)) - otherLargest);
            }
        }

        double shift = largest + Math.Log(sum), otherShift = otherLargest + Math.Log(otherSum);
        for (int j = 0; j < shape.Keys; j++)
        {
            if (Sees(shape, n, i, j, ref tokens))
            {
                double m = LogarithmicMean(Widen(Unsafe.Add(ref scores, j)) - shift, Widen(Unsafe.Add(ref others, j)) - otherShift);
                means += m;
                inner += m * Widen(Unsafe.Add(ref given, j));
            }
        }

        Clear(1, size, ref head.QueryShare, size);
        for (int j = 0; j < shape.Keys; j++)
        {
            if (!Sees(shape, n, i, j, ref tokens))
            {
                continue;
            }

            nint key = (nint)j * shape.KeyPitch, value = (nint)j * shape.ValuePitch;
            double log = Widen(Unsafe.Add(ref scores, j)) - shift, otherLog = Widen(Unsafe.Add(ref others, j)) - otherShift;
            double share = scale * LogarithmicMean(log, otherLog) * (Widen(Unsafe.Add(ref given, j)) - (means > 0 ? inner / means : 0)) / 2;
            AddScaled<V, S, T>(
                size, (Math.Exp(log) + Math.Exp(otherLog)) / 2, ref head.ResultShare, ref Unsafe.Add(ref head.ValueShare, value));
            AddScaled<V, S, T>(size, share, ref head.Query, ref Unsafe.Add(ref head.KeyShare, key));
            AddScaled<V, S, T>(size, share, ref head.OtherQuery, ref Unsafe.Add(ref head.KeyShare, key));
            AddScaled<V, S, T>(size, share, ref Unsafe.Add(ref head.Key, key), ref head.QueryShare);
            AddScaled<V, S, T>(size, share, ref Unsafe.Add(ref head.OtherKey, key), ref head.QueryShare);
        }
    }

    /// <summary>(p − p′) / (ln p − ln p′) of their logarithms; p where they are equal.</summary>
    private static double LogarithmicMean(double log, double otherLog)
    {
        double distance = log - otherLog, square = distance * distance;
        return Math.Abs(distance) > 0.1
            ? (Math.Exp(log) - Math.Exp(otherLog)) / distance
            : Math.Exp((log + otherLog) / 2) * (1 + (square / 24 * (1 + (square / 80))));
    }

    /// <summary>Whether a query sees a key.</summary>
    private static bool Sees(in AttentionShape shape, int sample, int query, int key, ref int tokens) =>
        (!shape.Causal || key <= shape.Past + query)
        && (shape.PaddingToken < 0 || Unsafe.Add(ref tokens, ((nint)sample * shape.Keys) + key) != shape.PaddingToken);

    /// <summary>y += factor·x.</summary>
    private static void AddScaled<V, S, T>(int length, double factor, ref T x, ref T y)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int c = 0;
        for (; c <= length - V.Count; c += V.Count)
        {
            V.Fma(V.Const(factor), V.Load(ref x, c), V.Load(ref y, c)).Store(ref y, c);
        }

        for (; c < length; c++)
        {
            S.Fma(S.Const(factor), S.Load(ref x, c), S.Load(ref y, c)).Store(ref y, c);
        }
    }

    private static double Widen<T>(T value)
        where T : unmanaged => typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value) : Unsafe.BitCast<T, double>(value);

    /// <summary>Where a head's operands start: keys and values at their first row, all else at a query.</summary>
    private ref struct DifferenceRefs<T>
    {
        public ref T Query;
        public ref T OtherQuery;
        public ref T QueryShare;
        public ref T Key;
        public ref T OtherKey;
        public ref T KeyShare;
        public ref T Value;
        public ref T OtherValue;
        public ref T ValueShare;
        public ref T ResultShare;
    }
}
