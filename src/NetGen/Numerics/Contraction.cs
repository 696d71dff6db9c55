using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// y[.., channel] = Σ A·B, given to an epilogue: matrix products, convolutions and their gradients by data. A is read
/// where it lies, B from panels that <see cref="Panels"/> packs.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Contraction
{
    // Rows of a tile whose multiply-adds need not wait for each other.
    private const int LeastRows = 8;

    /// <summary>
    /// Computes this worker's samples: for each sample n, group g, line l, pixel p and column c of the group
    /// Σ_i Σ_j Σ_k A[AOrigin + n·ASample + l·ALine + p·stride + g·AGroup + i·OuterStep + j·InnerStep + k] · B[g][(i, j, k)][c],
    /// with i, j, k below OuterCount, InnerCount and Run, and passes it on as channel g·Columns + c at
    /// MoveTo(n, YOrigin + l·YStep), At(.., XOrigin + p·XStep, ..). Where the shape has 0 lines, p runs over the pixels
    /// of all of the worker's samples, A is at AOrigin + p·stride and MoveTo gets (0, YOrigin). Workers that share samples split
    /// the lines; where there are none, the columns or the pixels, whichever leaves fewer workers idle.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TStride">Elements of A between pixels.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="a">Element 0 of the buffer of A.</param>
    /// <param name="panels">
    /// B: for each group, panels [Depth][two vectors] of its columns as <see cref="Panels.Pack"/> writes them; or the matrix itself,
    /// behind whose end elements may be read.
    /// </param>
    /// <param name="epilogue">Takes the results.</param>
    [SkipLocalsInit]
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
        int panelWidth = 2 * V.Count, firstPanel = 0, endPanel = (shape.Columns + panelWidth - 1) / panelWidth;
        int firstPixel = 0, endPixel = shape.Pixels, lines = shape.Lines;
        (nint row, nint endRow) = worker.Rows(lines);
        bool isRow = shape.Pixels == 1;
        if (lines == 0)
        {
            // One line over all samples. Workers that split the columns read each weight once between them: they do unless more were idle.
            (nint first, nint end) = worker.Rows(shape.Pixels);
            int all = worker.SharesSamples ? worker.Batch * shape.Pixels : (int)(end - first);
            if (worker.SharesSamples && worker.Busy(endPanel) >= worker.Busy(all / LeastRows))
            {
                (first, end) = (0, all);
                (firstPanel, endPanel) = worker.Split(endPanel);
            }

            (firstPixel, endPixel, lines) = ((int)first, (int)end, 1);
            (row, endRow) = (0, endPixel > firstPixel ? 1 : 0);

            // How the sums are formed depends on all rows: a result has the same bits however they are split.
            isRow = all == 1;
            if (NeedsBlocks<V, T, TStride>(shape, all))
            {
                RunInBlocks<V, S, T, TStride, TEpilogue>(
                    shape, firstPixel, endPixel, firstPanel, endPanel, ref a, ref panels, ref epilogue);
                return;
            }
        }

        int columns = shape.Columns, groups = shape.Groups, depth = shape.Depth;
        int rows = ContractionTile.EvenRows<V>(endPixel - firstPixel);
        for (int count; row < endRow; row += count)
        {
            // The lines of one sample.
            int n = (int)(row / lines), firstLine = (int)(row % lines);
            count = (int)Math.Min(lines - firstLine, endRow - row);
            for (int g = 0; g < groups; g++)
            {
                for (int panel = firstPanel; panel < endPanel; panel++)
                {
                    int c = panel * panelWidth;
                    int width = Math.Min(columns - c, panelWidth);
                    int vectors = width > V.Count ? 2 : 1;
                    ref T b = ref Unsafe.Add(
                        ref panels, shape.BStep > 0 ? c : (((nint)g * Panels.PaddedColumns<V, T>(columns)) + c) * depth);
                    ContractionNest nest = Nest(shape, vectors * V.Count);
                    for (int l = firstLine; l < firstLine + count; l++)
                    {
                        ref T line = ref Unsafe.Add(
                            ref a, shape.AOrigin + ((nint)n * shape.ASample) + ((nint)l * shape.ALine) + ((nint)g * shape.AGroup));
                        epilogue.MoveTo(n, shape.YOrigin + (l * shape.YStep));
                        for (int p = firstPixel; p < endPixel; p += rows)
                        {
                            int height = Math.Min(rows, endPixel - p);
                            ref T first = ref Unsafe.Add(ref line, (nint)p * TStride.Value);
                            if (isRow)
                            {
                                ContractionTile.RunRow<V, T>(vectors, ref first, ref b, nest, ref sums);
                            }
                            else
                            {
                                ContractionTile.Run<V, T, TStride>(height, vectors, ref first, ref b, nest, ref sums, panelWidth);
                            }

                            Finish<V, S, T, TEpilogue>(
                                ref sums, height, width, shape.XOrigin + (p * shape.XStep), shape.XStep, (g * columns) + c, ref epilogue);
                        }
                    }
                }
            }
        }
    }

    private static ContractionNest Nest(in ContractionShape shape, int width) => new()
    {
        I = shape.OuterCount,
        J = shape.InnerCount,
        K = shape.Run,
        AI = shape.OuterStep,
        AJ = shape.InnerStep,
        AK = 1,
        BI = (nint)shape.InnerCount * shape.Run * width,
        BJ = (nint)shape.Run * width,
        BK = shape.BStep > 0 ? shape.BStep : width,
    };

    /// <summary>Passes the sums of a tile to the epilogue, whole vectors first, then the columns that fill none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Finish<V, S, T, TEpilogue>(
        ref T sums, int rows, int width, int x, int xStep, int channel, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        for (int r = 0; r < rows; r++)
        {
            ref T row = ref Unsafe.Add(ref sums, r * 2 * V.Count);
            int c = 0;
            for (; c <= width - V.Count; c += V.Count)
            {
                epilogue.At(V.Load(ref row, c), x, channel + c);
            }

            for (; c < width; c++)
            {
                epilogue.At(S.Load(ref row, c), x, channel + c);
            }

            x += xStep;
        }
    }
}
