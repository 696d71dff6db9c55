using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Depthwise convolutions, in which each result channel reads one channel alone, and their gradients: as a <see cref="Contraction"/> they
/// would fill one element of each vector; here neighbouring channels fill them.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Depthwise
{
    // Twelve sums of two vectors a tile: enough that no multiply-add waits for the one before, and they fit sixteen registers.
    private const int TileRows = 6;

    /// <summary>
    /// Computes this worker's samples: for each sample n, line l, pixel p and channel c
    /// Σ_i Σ_j A[AOrigin + n·ASample + l·ALine + p·stride + i·OuterStep + j·InnerStep + c] · W[(i, j)][c], with i and j below OuterCount
    /// and InnerCount and c below Columns, and passes it on as channel c at MoveTo(n, YOrigin + l·YStep), At(.., XOrigin + p·XStep, ..).
    /// Workers that share samples split the lines.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TStride">Elements of A between pixels.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute; one group, runs of one element, lines.</param>
    /// <param name="a">Element 0 of the buffer of A, behind whose channels elements may be read.</param>
    /// <param name="panels">W: panels [OuterCount · InnerCount][two vectors of channels] as <see cref="Panels.Pack"/> writes them.</param>
    /// <param name="epilogue">Takes the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, S, T, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref T a, ref T panels, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int channels = shape.Columns, rows = Worker.EvenBlock(shape.Pixels, TileRows);
        (nint row, nint endRow) = worker.Rows(shape.Lines);
        for (; row < endRow; row++)
        {
            int n = (int)(row / shape.Lines), l = (int)(row % shape.Lines);
            ref T line = ref Unsafe.Add(ref a, shape.AOrigin + ((nint)n * shape.ASample) + ((nint)l * shape.ALine));
            epilogue.MoveTo(n, shape.YOrigin + (l * shape.YStep));
            for (int p = 0; p < shape.Pixels; p += rows)
            {
                int count = Math.Min(rows, shape.Pixels - p);
                ref T pixels = ref Unsafe.Add(ref line, (nint)p * TStride.Value);
                for (int c = 0; c < channels; c += 2 * V.Count)
                {
                    int width = Math.Min(channels - c, 2 * V.Count);
                    ref T w = ref Unsafe.Add(ref panels, (nint)c * shape.Depth);
                    if (width > V.Count)
                    {
                        Tile<V, T, TStride, Size2>(shape, count, ref Unsafe.Add(ref pixels, c), ref w, ref sums);
                    }
                    else
                    {
                        Tile<V, T, TStride, Size1>(shape, count, ref Unsafe.Add(ref pixels, c), ref w, ref sums);
                    }

                    Contraction.Finish<V, S, T, TEpilogue>(
                        ref sums, count, width, shape.XOrigin + (p * shape.XStep), shape.XStep, c, ref epilogue);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<V, T, TStride, TVectors>(in ContractionShape shape, int rows, ref T a, ref T w, ref T sums)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TVectors : struct, ISize
    {
        switch (rows)
        {
            case 1: Compute<V, T, TStride, Size1, TVectors>(shape, ref a, ref w, ref sums); break;
            case 2: Compute<V, T, TStride, Size2, TVectors>(shape, ref a, ref w, ref sums); break;
            case 3: Compute<V, T, TStride, Size3, TVectors>(shape, ref a, ref w, ref sums); break;
            case 4: Compute<V, T, TStride, Size4, TVectors>(shape, ref a, ref w, ref sums); break;
            case 5: Compute<V, T, TStride, Size5, TVectors>(shape, ref a, ref w, ref sums); break;
            case 6: Compute<V, T, TStride, Size6, TVectors>(shape, ref a, ref w, ref sums); break;
        }
    }

    /// <summary>
    /// sums[r][c] = Σ_i Σ_j A[r·stride + i·OuterStep + j·InnerStep + c] · W[(i, j)][c] for one or two vectors of channels.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Compute<V, T, TStride, TRows, TVectors>(in ContractionShape shape, ref T a, ref T w, ref T sums)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TRows : struct, ISize
        where TVectors : struct, ISize
    {
        // Local variables, not an array: the compiler keeps them in registers. It drops those the sizes rule out.
        V c0 = V.Zero, c1 = V.Zero, c2 = V.Zero, c3 = V.Zero, c4 = V.Zero, c5 = V.Zero;
        V d0 = V.Zero, d1 = V.Zero, d2 = V.Zero, d3 = V.Zero, d4 = V.Zero, d5 = V.Zero;
        int inner = shape.InnerCount;
        for (int i = 0; i < shape.OuterCount; i++)
        {
            ref T p = ref Unsafe.Add(ref a, (nint)i * shape.OuterStep);
            for (int j = 0; j < inner; j++)
            {
                V u = V.Load(ref w, 0), v = TVectors.Value > 1 ? V.Load(ref w, V.Count) : V.Zero;
                if (TRows.Value > 0)
                {
                    c0 = V.Fma(V.Load(ref p, 0), u, c0);
                    if (TVectors.Value > 1) { d0 = V.Fma(V.Load(ref p, V.Count), v, d0); }
                }
                if (TRows.Value > 1)
                {
                    c1 = V.Fma(V.Load(ref p, TStride.Value), u, c1);
                    if (TVectors.Value > 1) { d1 = V.Fma(V.Load(ref p, TStride.Value + V.Count), v, d1); }
                }
                if (TRows.Value > 2)
                {
                    c2 = V.Fma(V.Load(ref p, 2 * TStride.Value), u, c2);
                    if (TVectors.Value > 1) { d2 = V.Fma(V.Load(ref p, (2 * TStride.Value) + V.Count), v, d2); }
                }
                if (TRows.Value > 3)
                {
                    c3 = V.Fma(V.Load(ref p, 3 * TStride.Value), u, c3);
                    if (TVectors.Value > 1) { d3 = V.Fma(V.Load(ref p, (3 * TStride.Value) + V.Count), v, d3); }
                }
                if (TRows.Value > 4)
                {
                    c4 = V.Fma(V.Load(ref p, 4 * TStride.Value), u, c4);
                    if (TVectors.Value > 1) { d4 = V.Fma(V.Load(ref p, (4 * TStride.Value) + V.Count), v, d4); }
                }
                if (TRows.Value > 5)
                {
                    c5 = V.Fma(V.Load(ref p, 5 * TStride.Value), u, c5);
                    if (TVectors.Value > 1) { d5 = V.Fma(V.Load(ref p, (5 * TStride.Value) + V.Count), v, d5); }
                }
                p = ref Unsafe.Add(ref p, shape.InnerStep);
                w = ref Unsafe.Add(ref w, TVectors.Value * V.Count);
            }
        }

        if (TRows.Value > 0) { ContractionTile.Keep<V, T, TVectors>(c0, d0, ref sums, accumulate: false); }
        if (TRows.Value > 1) { ContractionTile.Keep<V, T, TVectors>(c1, d1, ref Unsafe.Add(ref sums, 2 * V.Count), accumulate: false); }
        if (TRows.Value > 2) { ContractionTile.Keep<V, T, TVectors>(c2, d2, ref Unsafe.Add(ref sums, 4 * V.Count), accumulate: false); }
        if (TRows.Value > 3) { ContractionTile.Keep<V, T, TVectors>(c3, d3, ref Unsafe.Add(ref sums, 6 * V.Count), accumulate: false); }
        if (TRows.Value > 4) { ContractionTile.Keep<V, T, TVectors>(c4, d4, ref Unsafe.Add(ref sums, 8 * V.Count), accumulate: false); }
        if (TRows.Value > 5) { ContractionTile.Keep<V, T, TVectors>(c5, d5, ref Unsafe.Add(ref sums, 10 * V.Count), accumulate: false); }
    }
}
