using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>Vectors looked up in a table, and the gradients of tables.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Embedding
{
    // Elements that a worker's share of the columns is a multiple of: in float, a line of the cache.
    private const int Grain = 16;

    /// <summary>output[row] = table[tokens[row]] for the rows of this worker's samples.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="rows">Rows per sample.</param>
    /// <param name="width">Columns of the table.</param>
    /// <param name="tokens">[samples × rows], each a row of the table: not checked.</param>
    /// <param name="table">[vocabulary × width].</param>
    /// <param name="output">Element 0 of the buffer that receives [samples · rows × width].</param>
    /// <param name="yRows">Where the rows of the output lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<V, S, T>(
        Worker worker, int rows, int width, ref int tokens, ref T table, ref T output, RowsShape yRows = default)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        yRows = yRows.Of(rows, width);
        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            for (int t = 0; t < rows; t++)
            {
                ref T from = ref Unsafe.Add(ref table, (nint)Unsafe.Add(ref tokens, ((nint)n * rows) + t) * width);
                ref T to = ref Unsafe.Add(ref output, yRows.At(n, t));
                int c = 0;
                for (; c <= width - V.Count; c += V.Count)
                {
                    V.Load(ref from, c).Store(ref to, c);
                }

                for (; c < width; c++)
                {
                    Unsafe.Add(ref to, c) = Unsafe.Add(ref from, c);
                }
            }
        }
    }

    /// <summary>
    /// gradient[token] = Σ dy[row] over the rows with that token. The work is split over the workers by columns, so that
    /// the sums are the same for any number of them.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes.</param>
    /// <param name="samples">Samples of the whole batch.</param>
    /// <param name="rows">Rows per sample.</param>
    /// <param name="vocabulary">Rows of the table.</param>
    /// <param name="width">Columns of the table.</param>
    /// <param name="tokens">[samples × rows], each a row of the table: not checked.</param>
    /// <param name="dy">Element 0 of the buffer of [samples · rows × width].</param>
    /// <param name="gradient">Receives [vocabulary × width].</param>
    /// <param name="accumulate">Whether the sums are added to what the gradient holds.</param>
    /// <param name="dyRows">Where the rows of dy lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<V, S, T>(
        Worker worker, int samples, int rows, int vocabulary, int width, ref int tokens, ref T dy, ref T gradient, bool accumulate,
        RowsShape dyRows = default)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        (int start, int end) = worker.Split(width, Grain);
        if (!accumulate && start < end)
        {
            Clear(vocabulary, width, start, end, ref gradient);
        }

        dyRows = dyRows.Of(rows, width);
        for (int n = 0; n < samples; n++)
        {
            for (int t = 0; t < rows; t++)
            {
                ref T from = ref Unsafe.Add(ref dy, dyRows.At(n, t));
                ref T to = ref Unsafe.Add(ref gradient, (nint)Unsafe.Add(ref tokens, ((nint)n * rows) + t) * width);
                int c = start;
                for (; c <= end - V.Count; c += V.Count)
                {
                    (V.Load(ref to, c) + V.Load(ref from, c)).Store(ref to, c);
                }

                for (; c < end; c++)
                {
                    (S.Load(ref to, c) + S.Load(ref from, c)).Store(ref to, c);
                }
            }
        }
    }

    /// <summary>
    /// gradient[t] = Σ_n dy[n·rows + t], the gradient of a table that is added to every sample; 0 for t from <paramref name="rows"/> on.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who computes: the rows of the table are split over the workers.</param>
    /// <param name="samples">Samples of the whole batch.</param>
    /// <param name="rows">Rows per sample.</param>
    /// <param name="allRows">Rows of the table, at least <paramref name="rows"/>.</param>
    /// <param name="width">Columns of the table.</param>
    /// <param name="dy">Element 0 of the buffer of [samples · rows × width].</param>
    /// <param name="gradient">Receives [allRows × width].</param>
    /// <param name="accumulate">Whether the sums are added to what is there.</param>
    /// <param name="dyRows">Where the rows of dy lie.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumOverSamples<V, S, T>(
        Worker worker, int samples, int rows, int allRows, int width, ref T dy, ref T gradient, bool accumulate = false,
        RowsShape dyRows = default)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        (int start, int end) = worker.Split(accumulate ? rows : allRows);
        dyRows = dyRows.Of(rows, width);
        for (int t = start; t < end; t++)
        {
            ref T from = ref Unsafe.Add(ref dy, dyRows.At(0, t));
            ref T to = ref Unsafe.Add(ref gradient, (nint)t * width);
            int count = t < rows ? samples : 0, c = 0;
            for (; c <= width - V.Count; c += V.Count)
            {
                V sum = SumColumn<V, T>(count, ref Unsafe.Add(ref from, c), dyRows.Sample);
                (accumulate ? sum + V.Load(ref to, c) : sum).Store(ref to, c);
            }

            for (; c < width; c++)
            {
                S sum = SumColumn<S, T>(count, ref Unsafe.Add(ref from, c), dyRows.Sample);
                (accumulate ? sum + S.Load(ref to, c) : sum).Store(ref to, c);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SumColumn<V, T>(int samples, ref T from, nint step)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        V sum = V.Zero;
        for (int n = 0; n < samples; n++)
        {
            sum += V.Load(ref from, n * step);
        }

        return sum;
    }

    private static void Clear<T>(int rows, int width, int start, int end, ref T matrix)
        where T : unmanaged
    {
        for (int r = 0; r < rows; r++)
        {
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref matrix, ((nint)r * width) + start), end - start).Clear();
        }
    }
}
