using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// <see cref="Contraction"/> in integers: weights of 8 bits with a scale for each result channel, inputs of 8 bits by a range that was
/// calibrated, sums of 32 bits; y = scale of the input · scale of the channel · Σ q·w. Pairs of products are added by one instruction
/// (pmaddwd on x86); the sums are the same on every machine.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class QuantizedContraction
{
    /// <summary>
    /// Packs this worker's share of the weights: a scale for each column, then panels [pair][two vectors of columns][2] of bytes.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <param name="worker">Who packs.</param>
    /// <param name="shape">Where the matrix lies; one group.</param>
    /// <param name="run">Adjacent elements of A that are read: pairs do not go beyond them.</param>
    /// <param name="weights">Element 0 of the buffer of the matrix.</param>
    /// <param name="panels">Receives <see cref="KernelSizes.QuantizedPanels"/> elements.</param>
    public static void Pack<V>(Worker worker, in PackShape shape, int run, ref float weights, ref float panels)
        where V : struct, ISimd<V, float>
    {
        int width = 2 * V.Count, pairs = (run + 1) / 2, depth = shape.Depth / run * pairs;
        ref sbyte bytes = ref Bytes(ref panels, shape.Columns);
        (int start, int end) = worker.Split(KernelSizes.QuantizedColumns(shape.Columns) / width);
        for (int panel = start; panel < end; panel++)
        {
            ref sbyte to = ref Unsafe.Add(ref bytes, (nint)panel * depth * width * 2);
            MemoryMarshal.CreateSpan(ref to, depth * width * 2).Clear();
            for (int c = 0; c < width; c++)
            {
                int column = (panel * width) + c;
                Unsafe.Add(ref panels, column) = 0;
                if (column >= shape.Columns)
                {
                    continue;
                }

                ref float from = ref Unsafe.Add(ref weights, shape.Origin + ((nint)column * shape.ColumnStep));
                float scale = Unsafe.Add(ref panels, column) = QuantizedWeights.Scale(shape, ref from);
                for (int i = 0; i < shape.OuterCount; i++)
                {
                    for (int j = 0; j < shape.InnerCount; j++)
                    {
                        for (int k = 0; k < shape.RunCount; k++)
                        {
                            int place = (((i * shape.InnerCount) + j) * shape.RunCount) + k, within = place % run;
                            Unsafe.Add(ref to, (((((nint)place / run * pairs) + (within / 2)) * width) + c) * 2 + (within % 2)) =
                                (sbyte)QuantizedWeights.Nearest(QuantizedWeights.At(shape, ref from, i, j, k), scale);
                        }
                    }
                }
            }
        }
    }

    /// <summary>As <see cref="Contraction.Run"/>, for shapes of one group whose steps are not negative.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="TStride">Elements of A between pixels.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="a">Element 0 of the buffer of A.</param>
    /// <param name="panels">B as <see cref="Pack"/> writes it.</param>
    /// <param name="range">The smallest and the largest input.</param>
    /// <param name="scratch"><see cref="KernelSizes.QuantizedScratch"/> elements of this worker's own.</param>
    /// <param name="epilogue">Takes the results.</param>
    public static void Run<V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref float a, ref float panels, ref float range, ref float scratch, ref TEpilogue epilogue)
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        QuantizedRange inputs = new(range, Unsafe.Add(ref range, 1));
        ref short integers = ref Unsafe.As<float, short>(ref scratch);
        switch (V.Count)
        {
            case 16:
                RunAs<I512, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref integers, ref epilogue);
                break;
            case 8:
                RunAs<I256, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref integers, ref epilogue);
                break;
            case 4:
                RunAs<I128, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref integers, ref epilogue);
                break;
            default:
                RunAs<I1, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, inputs, ref integers, ref epilogue);
                break;
        }
    }

    private static void RunAs<I, V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref float a, ref float panels, in QuantizedRange range, ref short integers,
        ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        if (shape.Lines == 0)
        {
            RunRows<I, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, range, ref integers, ref epilogue);
        }
        else
        {
            RunLines<I, V, S, TStride, TEpilogue>(worker, shape, ref a, ref panels, range, ref integers, ref epilogue);
        }
    }

    /// <summary>One line over all samples, some rows at a time; workers that share samples split the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunRows<I, V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref float a, ref float panels, in QuantizedRange range, ref short integers,
        ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        (nint first, nint end) = worker.SharesSamples ? (0, (nint)worker.Batch * shape.Pixels) : worker.Rows(shape.Pixels);
        int all = KernelSizes.QuantizedColumns(shape.Columns) / (2 * V.Count);
        (int firstPanel, int endPanel) = worker.SharesSamples ? worker.Split(all) : (0, all);
        PairNest nest = PairNest.Of(shape);
        int pitch = 2 * nest.Pairs;
        epilogue.MoveTo(0, shape.YOrigin);
        for (nint row = first; row < end; row += KernelSizes.QuantizedRows)
        {
            int rows = (int)Math.Min(KernelSizes.QuantizedRows, end - row);
            for (int r = 0; r < rows; r++)
            {
                QuantizedInputs.Quantize<I>(
                    shape.Run, ref Unsafe.Add(ref a, shape.AOrigin + ((row + r) * TStride.Value)), ref Unsafe.Add(ref integers, r * pitch),
                    range);
            }

            for (int panel = firstPanel; panel < endPanel; panel++)
            {
                RunPixels<I, V, S, TEpilogue>(
                    shape, panel, (int)row, rows, ref integers, pitch, ref panels, nest, range.Scale, ref epilogue);
            }
        }
    }

    /// <summary>Sample by sample, line by line; workers that share samples split the lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunLines<I, V, S, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, ref float a, ref float panels, in QuantizedRange range, ref short integers,
        ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        (nint row, nint end) = worker.Rows(shape.Lines);
        int endPanel = KernelSizes.QuantizedColumns(shape.Columns) / (2 * V.Count);
        PairNest nest = PairNest.Of(shape);

        // What one line reads of the operand, from the first element to behind the last.
        int span = ((shape.Pixels - 1) * TStride.Value) + ((shape.OuterCount - 1) * shape.OuterStep)
            + ((shape.InnerCount - 1) * shape.InnerStep) + shape.Run;
        for (int lines; row < end; row += lines)
        {
            int n = (int)(row / shape.Lines), first = (int)(row % shape.Lines);
            lines = (int)Math.Min(shape.Lines - first, end - row);
            ref float from = ref Unsafe.Add(ref a, shape.AOrigin + ((nint)n * shape.ASample) + ((nint)first * shape.ALine));
            QuantizedInputs.Quantize<I>(((lines - 1) * shape.ALine) + span, ref from, ref integers, range);
            for (int panel = 0; panel < endPanel; panel++)
            {
                for (int l = 0; l < lines; l++)
                {
                    epilogue.MoveTo(n, shape.YOrigin + ((first + l) * shape.YStep));
                    RunPixels<I, V, S, TEpilogue>(
                        shape, panel, 0, shape.Pixels, ref Unsafe.Add(ref integers, (nint)l * shape.ALine), TStride.Value, ref panels, nest,
                        range.Scale, ref epilogue);
                }
            }
        }
    }

    /// <summary>The columns of a panel for neighbouring rows of A.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunPixels<I, V, S, TEpilogue>(
        in ContractionShape shape, int panel, int first, int count, ref short a, int step, ref float panels, in PairNest nest, float scale,
        ref TEpilogue epilogue)
        where I : struct, IInts<I>
        where V : struct, ISimd<V, float>
        where S : struct, ISimd<S, float>
        where TEpilogue : struct, IEpilogue<float>, allows ref struct
    {
        int width = 2 * I.Count, c = panel * width, columns = Math.Min(shape.Columns - c, width);
        if (columns <= 0)
        {
            return;
        }

        Span<float> stack = stackalloc float[(IntegerTile.Rows + 2) * 2 * KernelSizes.Vector];
        ref float scales = ref ContractionTile.Align(stack), results = ref Unsafe.Add(ref scales, width);
        Scale<V>(ref Unsafe.Add(ref panels, c), scale, ref scales);
        ref sbyte b = ref Unsafe.Add(ref Bytes(ref panels, shape.Columns), (nint)panel * nest.Depth * width * 2);
        for (int p = 0; p < count; p += IntegerTile.Rows)
        {
            int rows = Math.Min(IntegerTile.Rows, count - p), x = shape.XOrigin + ((first + p) * shape.XStep);
            IntegerTile.Run<I, BytePanel, sbyte>(
                rows, ref Unsafe.Add(ref a, (nint)p * step), step, ref b, nest, ref scales, ref results, width);
            if (columns < width)
            {
                Contraction.Finish<V, S, float, TEpilogue>(ref results, rows, columns, x, shape.XStep, c, ref epilogue);
                continue;
            }

            for (int r = 0; r < rows; r++)
            {
                epilogue.At(V.Load(ref results, r * width), x + (r * shape.XStep), c);
                epilogue.At(V.Load(ref results, (r * width) + V.Count), x + (r * shape.XStep), c + V.Count);
            }
        }
    }

    /// <summary>The scales of two vectors of columns, times that of the inputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Scale<V>(ref float columns, float scale, ref float scales)
        where V : struct, ISimd<V, float>
    {
        (V.Load(ref columns, 0) * V.Create(scale)).Store(ref scales, 0);
        (V.Load(ref columns, V.Count) * V.Create(scale)).Store(ref scales, V.Count);
    }

    private static ref sbyte Bytes(ref float panels, int columns) =>
        ref Unsafe.As<float, sbyte>(ref Unsafe.Add(ref panels, KernelSizes.QuantizedColumns(columns)));
}
