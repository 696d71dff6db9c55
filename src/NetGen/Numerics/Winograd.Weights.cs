using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <content>Weights: to the points, and their gradients back.</content>
public static partial class Winograd
{
    /// <summary>
    /// Packs this worker's share of the weights, U = G·g·Gᵀ: panels [point][channel][width], with a gap behind each point.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Who packs.</param>
    /// <param name="shape">
    /// Where the weights lie: 3 outer, 3 inner steps through nine neighbouring taps, a run of channels, one group.
    /// </param>
    /// <param name="weights">Element 0 of the buffer of the weights.</param>
    /// <param name="panels">Receives <see cref="KernelSizes.WinogradPanels"/> elements at most.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<V, T>(Worker worker, in PackShape shape, ref T weights, ref T panels)
        where V : struct, ISimd<V, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[TransformScratch<T>()], taps = stackalloc T[Taps * 2 * V.Count];
        ref T temporary = ref ContractionTile.Align(stack);
        int channels = shape.RunCount;
        (int start, int end) = worker.Split((shape.Columns + (2 * V.Count) - 1) / (2 * V.Count));
        for (int c = start * 2 * V.Count; c < Math.Min(end * 2 * V.Count, shape.Columns); c += 2 * V.Count)
        {
            int width = Math.Min(Panels.PaddedColumns<V, T>(shape.Columns) - c, 2 * V.Count);
            ref T panel = ref Unsafe.Add(ref panels, PanelAt<V, T>(c, channels));
            nint step = ((nint)channels * width) + Gap;
            taps.Clear();
            for (int k = 0; k < channels; k++)
            {
                // The nine taps of a weight are neighbours: they become nine rows, which the transform goes through in the shape's order.
                ref T from = ref Unsafe.Add(ref weights, ((nint)k * shape.RunStep) + ((nint)c * shape.ColumnStep));
                Transposition.Copy(Taps, Math.Min(shape.Columns - c, width), ref from, 1, shape.ColumnStep, ref taps[0], width, 1);
                for (int v = 0; v < width; v += V.Count)
                {
                    Transform<WeightTransform, V, T>(
                        ref taps[(shape.Origin * width) + v], shape.OuterStep * width, shape.InnerStep * width,
                        ref temporary, ref Unsafe.Add(ref panel, (k * width) + v), Side * step, step);
                }
            }
        }
    }

    /// <summary>
    /// As <see cref="Numerics.WeightGradient.Run"/>, for shapes of 3 outer steps, a run of 3 pixels, one group and stride 1;
    /// workers that share samples split the tiles; parts after the first are added: dg = Gᵀ·[Σ (Bᵀ·x·B) ⊙ (A·dy·Aᵀ)]·G.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to sum.</param>
    /// <param name="tiles">Tiles worked on at a time: 1 or more.</param>
    /// <param name="x">Element 0 of the buffer of the input.</param>
    /// <param name="dy">Element 0 of the buffer of the result's gradient.</param>
    /// <param name="scratch"><see cref="KernelSizes.WinogradGradientScratch"/> elements of its own, at a multiple of 64 bytes.</param>
    /// <param name="partial">Receives Depth·Columns elements: a block of this worker's own.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient<V, S, T>(
        Worker worker, in WeightGradientShape shape, int tiles, ref T x, ref T dy, ref T scratch, ref T partial)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[TransformScratch<T>()];
        ref T temporary = ref ContractionTile.Align(stack);
        WinogradTiles grid = new(shape.Lines, shape.Pixels, worker, tiles);
        int channels = shape.Depth / Taps, columns = shape.Columns, pitch = KernelSizes.WholeVectors(columns);
        if (grid.First == grid.End)
        {
            MemoryMarshal.CreateSpan(ref partial, shape.Depth * columns).Clear();
            return;
        }

        ref T sums = ref scratch;
        ref T inputs = ref Unsafe.Add(ref scratch, (nint)Points * channels * columns);
        ref T results = ref Unsafe.Add(ref inputs, (nint)Points * ((tiles * channels) + Gap));
        for (int first = grid.First; first < grid.End; first += grid.Block)
        {
            int count = Math.Min(grid.Block, grid.End - first);
            for (int t = 0; t < count; t++)
            {
                grid.Locate(first + t, out int n, out int line, out int pixel);
                ref T input = ref Unsafe.Add(
                    ref x, shape.XOrigin + ((nint)n * shape.XSample) + ((nint)line * shape.XLine) + (pixel * shape.XPixel));
                ToPoints<InputTransform, V, S, T>(
                    channels, ref input, shape.XLine, shape.XPixel, shape.Lines + 2 - line, shape.Pixels + 2 - pixel,
                    ref temporary, ref Unsafe.Add(ref inputs, t * channels), ((nint)count * channels) + Gap);
                ref T result = ref Unsafe.Add(
                    ref dy, shape.DyOrigin + ((nint)n * shape.DySample) + ((nint)line * shape.DyLine) + (pixel * shape.DyPixel));
                ToPoints<ResultTransform, V, S, T>(
                    columns, ref result, shape.DyLine, shape.DyPixel, shape.Lines - line, shape.Pixels - pixel,
                    ref temporary, ref Unsafe.Add(ref results, t * pitch), ((nint)count * pitch) + Gap);
            }

            AddBlock<V, S, T>(count, channels, columns, ref inputs, ref results, ref sums, first > grid.First);
        }

        TransformAll<GradientTransform, V, S, T>(
            channels * columns, ref sums, ref partial, ref temporary, accumulate: !worker.IsFirstChunk);
    }

    /// <summary>Where the panel with a first column lies.</summary>
    private static nint PanelAt<V, T>(int column, int channels)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        => (nint)Points * ((column * channels) + (column / (2 * V.Count) * Gap));

    /// <summary>At each point: sums[channel][column] (+)= Σ_tile inputs[tile][channel] · results[tile][column].</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBlock<V, S, T>(int tiles, int channels, int columns, ref T inputs, ref T results, ref T sums, bool accumulate)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T tileSums = ref ContractionTile.Align(stack);
        int pitch = KernelSizes.WholeVectors(columns), height = ContractionTile.EvenRows<V>(channels);
        ContractionNest nest = new() { I = 1, J = 1, K = tiles, AK = channels, BK = pitch };
        for (int point = 0; point < Points; point++)
        {
            for (int c = 0; c < columns; c += 2 * V.Count)
            {
                int width = Math.Min(columns - c, 2 * V.Count);
                ref T b = ref Unsafe.Add(ref results, ((nint)point * ((tiles * pitch) + Gap)) + c);
                for (int k = 0; k < channels; k += height)
                {
                    ContractionTile.RunTo<V, S, T, UnitStride>(
                        Math.Min(height, channels - k), width,
                        ref Unsafe.Add(ref inputs, ((nint)point * ((tiles * channels) + Gap)) + k), ref b, nest,
                        ref Unsafe.Add(ref sums, ((((nint)point * channels) + k) * columns) + c), columns, accumulate, ref tileSums);
                }
            }
        }
    }

    /// <summary>Transforms every element of matrices [In·In][length] into matrices [Out·Out][length], or adds it to them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransformAll<TTransform, V, S, T>(int length, ref T from, ref T to, ref T temporary, bool accumulate = false)
        where TTransform : struct, IWinogradTransform
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int e = 0;
        for (; e <= length - V.Count; e += V.Count)
        {
            TransformOne<TTransform, V, T>(length, ref Unsafe.Add(ref from, e), ref Unsafe.Add(ref to, e), ref temporary, accumulate);
        }

        for (; e < length; e++)
        {
            TransformOne<TTransform, S, T>(length, ref Unsafe.Add(ref from, e), ref Unsafe.Add(ref to, e), ref temporary, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransformOne<TTransform, W, T>(int length, ref T from, ref T to, ref T temporary, bool accumulate)
        where TTransform : struct, IWinogradTransform
        where W : struct, ISimd<W, T>
        where T : unmanaged
    {
        int side = TTransform.Out;
        if (!accumulate)
        {
            Transform<TTransform, W, T>(ref from, (nint)TTransform.In * length, length, ref temporary, ref to, (nint)side * length, length);
            return;
        }

        ref T results = ref Unsafe.Add(ref temporary, Points * W.Count);
        Transform<TTransform, W, T>(ref from, (nint)TTransform.In * length, length, ref temporary, ref results, side * W.Count, W.Count);
        for (int i = 0; i < side * side; i++)
        {
            (W.Load(ref to, i * (nint)length) + W.Load(ref results, i * W.Count)).Store(ref to, i * (nint)length);
        }
    }
}
