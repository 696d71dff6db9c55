using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>
/// Convolutions of 3×3 with stride 1 in tiles of 4×4 results: F(4×4, 3×3) of Lavin and Gray, Fast algorithms for convolutional
/// neural networks, 2016. Input tiles of 6×6 (overlapping by 2) and weights go to 36 points, where 36 products stand for the
/// 144 of the sum written out; each point is a matrix product of its own: Y = Aᵀ·[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]·A.
/// In float the results lie within about 10⁻⁵ of the largest.
/// </summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Winograd
{
    private const int Points = KernelSizes.WinogradPoints;
    private const int Gap = KernelSizes.WinogradGap;
    private const int Side = 6;
    private const int Taps = 9;
    private const int Results = 4;

    /// <summary>
    /// As <see cref="Contraction.Run"/>, for shapes of 3 outer steps, a run of 3 pixels, one group and steps of 1; workers that share
    /// samples split the tiles.
    /// </summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the channels that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TStride">Channels of the input.</typeparam>
    /// <typeparam name="TEpilogue">Takes the results.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="tiles">Tiles worked on at a time: 1 or more.</param>
    /// <param name="a">Element 0 of the buffer of the input.</param>
    /// <param name="panels">The weights as <see cref="Pack"/> writes them.</param>
    /// <param name="scratch"><see cref="KernelSizes.WinogradScratch"/> elements of this worker's own, at a multiple of 64 bytes.</param>
    /// <param name="epilogue">Takes the results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, S, T, TStride, TEpilogue>(
        Worker worker, in ContractionShape shape, int tiles, ref T a, ref T panels, ref T scratch, ref TEpilogue epilogue)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        Span<T> stack = stackalloc T[TransformScratch<T>()];
        ref T temporary = ref ContractionTile.Align(stack);
        WinogradTiles grid = new(shape.Lines, shape.Pixels, worker, tiles);
        int channels = TStride.Value, columns = shape.Columns, padded = Panels.PaddedColumns<V, T>(columns);
        nint pixel = shape.APixel == 0 ? channels : shape.APixel;
        ref T inputs = ref scratch;
        ref T products = ref Unsafe.Add(ref scratch, (nint)Points * ((tiles * channels) + Gap));
        for (int first = grid.First; first < grid.End; first += grid.Block)
        {
            int count = Math.Min(grid.Block, grid.End - first);
            for (int t = 0; t < count; t++)
            {
                grid.Locate(first + t, out int n, out int y, out int x);
                ref T from = ref Unsafe.Add(ref a, shape.AOrigin + ((nint)n * shape.ASample) + ((nint)y * shape.ALine) + (x * pixel));
                ToPoints<InputTransform, V, S, T>(
                    channels, ref from, shape.ALine, pixel, shape.Lines + 2 - y, shape.Pixels + 2 - x,
                    ref temporary, ref Unsafe.Add(ref inputs, t * channels), ((nint)count * channels) + Gap);
            }

            Multiply<V, T, TStride>(count, columns, ref inputs, ref panels, ref products);
            for (int t = 0; t < count; t++)
            {
                grid.Locate(first + t, out int n, out int y, out int x);
                ref T tile = ref Unsafe.Add(ref products, t * padded);
                nint step = ((nint)count * padded) + Gap;
                int c = 0;
                for (; c <= columns - V.Count; c += V.Count)
                {
                    Finish<V, T, TEpilogue>(shape, n, y, x, c, ref Unsafe.Add(ref tile, c), step, ref temporary, ref epilogue);
                }

                for (; c < columns; c++)
                {
                    Finish<S, T, TEpilogue>(shape, n, y, x, c, ref Unsafe.Add(ref tile, c), step, ref temporary, ref epilogue);
                }
            }
        }
    }

    /// <summary>At each point: products[tile][column] = Σ_channel inputs[tile][channel] · weights[channel][column].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<V, T, TStride>(int tiles, int columns, ref T inputs, ref T panels, ref T products)
        where V : struct, ISimd<V, T>
        where T : unmanaged
        where TStride : struct, IStride
    {
        int channels = TStride.Value, padded = Panels.PaddedColumns<V, T>(columns), height = ContractionTile.EvenRows<V>(tiles);
        for (int point = 0; point < Points; point++)
        {
            ref T a = ref Unsafe.Add(ref inputs, (nint)point * ((tiles * channels) + Gap));
            ref T y = ref Unsafe.Add(ref products, (nint)point * ((tiles * padded) + Gap));
            for (int c = 0; c < padded; c += 2 * V.Count)
            {
                int width = Math.Min(padded - c, 2 * V.Count);
                ContractionNest nest = new() { I = 1, J = 1, K = channels, AK = 1, BK = width };
                ref T b = ref Unsafe.Add(ref panels, PanelAt<V, T>(c, channels) + ((nint)point * ((width * channels) + Gap)));
                for (int r = 0; r < tiles; r += height)
                {
                    ContractionTile.Run<V, T, TStride>(
                        Math.Min(height, tiles - r), width / V.Count, ref Unsafe.Add(ref a, r * channels), ref b, nest,
                        ref Unsafe.Add(ref y, ((nint)r * padded) + c), padded);
                }
            }
        }
    }

    /// <summary>Turns the products of one tile and vector of channels into results and passes on those inside the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish<W, T, TEpilogue>(
        in ContractionShape shape, int n, int y, int x, int channel, ref T tile, nint step, ref T temporary, ref TEpilogue epilogue)
        where W : struct, ISimd<W, T>
        where T : unmanaged
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        ref T results = ref Unsafe.Add(ref temporary, Points * W.Count);
        Transform<OutputTransform, W, T>(ref tile, Side * step, step, ref temporary, ref results, Results * W.Count, W.Count);
        int lines = Math.Min(Results, shape.Lines - y), pixels = Math.Min(Results, shape.Pixels - x);
        for (int i = 0; i < lines; i++)
        {
            epilogue.MoveTo(n, shape.YOrigin + ((y + i) * shape.YStep));
            for (int j = 0; j < pixels; j++)
            {
                epilogue.At(W.Load(ref results, ((i * Results) + j) * W.Count), shape.XOrigin + ((x + j) * shape.XStep), channel);
            }
        }
    }

    /// <summary>Brings one tile to the points, all its channels; what lies outside the image counts as 0.</summary>
    /// <param name="channels">Channels: neighbouring elements.</param>
    /// <param name="from">The tile.</param>
    /// <param name="row">Elements between its rows.</param>
    /// <param name="column">Elements between its columns.</param>
    /// <param name="rows">Rows inside the image, counted from the tile's first.</param>
    /// <param name="columns">Columns inside the image.</param>
    /// <param name="temporary"><see cref="TransformScratch"/> elements.</param>
    /// <param name="to">Receives point after point.</param>
    /// <param name="step">Elements between points.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ToPoints<TTransform, V, S, T>(
        int channels, ref T from, nint row, nint column, int rows, int columns, ref T temporary, ref T to, nint step)
        where TTransform : struct, IWinogradTransform
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int c = 0;
        for (; c <= channels - V.Count; c += V.Count)
        {
            ToPoints<TTransform, V, T>(
                ref Unsafe.Add(ref from, c), row, column, rows, columns, ref temporary, ref Unsafe.Add(ref to, c), step);
        }

        for (; c < channels; c++)
        {
            ToPoints<TTransform, S, T>(
                ref Unsafe.Add(ref from, c), row, column, rows, columns, ref temporary, ref Unsafe.Add(ref to, c), step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToPoints<TTransform, W, T>(
        ref T from, nint row, nint column, int rows, int columns, ref T temporary, ref T to, nint step)
        where TTransform : struct, IWinogradTransform
        where W : struct, ISimd<W, T>
        where T : unmanaged
    {
        if (rows < TTransform.In || columns < TTransform.In)
        {
            ref T padded = ref Unsafe.Add(ref temporary, Points * W.Count);
            for (int i = 0; i < TTransform.In; i++)
            {
                for (int j = 0; j < TTransform.In; j++)
                {
                    W value = i < rows && j < columns ? W.Load(ref from, (i * row) + (j * column)) : W.Zero;
                    value.Store(ref padded, ((i * TTransform.In) + j) * W.Count);
                }
            }

            from = ref padded;
            row = TTransform.In * W.Count;
            column = W.Count;
        }

        Transform<TTransform, W, T>(ref from, row, column, ref temporary, ref to, Side * step, step);
    }

    /// <summary>M · X · Mᵀ: the columns first, by way of [Out][In] vectors of <paramref name="between"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform<TTransform, W, T>(ref T from, nint row, nint column, ref T between, ref T to, nint toRow, nint toColumn)
        where TTransform : struct, IWinogradTransform
        where W : struct, ISimd<W, T>
        where T : unmanaged
    {
        for (int j = 0; j < TTransform.In; j++)
        {
            TTransform.Apply<W, T>(
                ref Unsafe.Add(ref from, j * column), row, ref Unsafe.Add(ref between, j * W.Count), TTransform.In * W.Count);
        }

        for (int i = 0; i < TTransform.Out; i++)
        {
            TTransform.Apply<W, T>(
                ref Unsafe.Add(ref between, i * TTransform.In * W.Count), W.Count, ref Unsafe.Add(ref to, i * toRow), toColumn);
        }
    }

    /// <summary>Two tiles of vectors, with room to align them.</summary>
    private static int TransformScratch<T>() => ((2 * Points) + 1) * 64 / Unsafe.SizeOf<T>();
}
