using System.ComponentModel;
using System.Runtime.CompilerServices;
using NetGen.Runtime;

namespace NetGen.Numerics;

/// <summary>y[n] = scale · a[n]·b[n]: a matrix product for each sample, both factors of which are data.</summary>
/// <remarks>
/// For generated code. Sizes and references are taken as they are: a wrong one reads or writes memory that is not the caller's.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchedProduct
{
    /// <summary>Computes this worker's samples.</summary>
    /// <typeparam name="V">The machine's vector.</typeparam>
    /// <typeparam name="S">A single element, for the columns that fill no vector.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="worker">Whose samples.</param>
    /// <param name="shape">What to compute.</param>
    /// <param name="a">Element 0 of the buffer of the left factor: [samples × Rows × Depth], or turned around.</param>
    /// <param name="b">
    /// Element 0 of the buffer of the right factor: [samples × Depth × Columns], or turned around. Up to 31 elements behind the end may
    /// be read.
    /// </param>
    /// <param name="y">Element 0 of the buffer that receives [samples × Rows × Columns].</param>
    /// <param name="scratch"><see cref="KernelSizes.ProductScratch"/> elements of this worker's own, at a multiple of 64 bytes.</param>
    public static void Run<V, S, T>(Worker worker, in ProductShape shape, ref T a, ref T b, ref T y, ref T scratch)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int rows = shape.Rows, columns = shape.Columns, depth = shape.Depth;
        RowsShape ofA = shape.TransposeA ? shape.A.Of(depth, rows) : shape.A.Of(rows, depth);
        RowsShape ofB = shape.TransposeB ? shape.B.Of(columns, depth) : shape.B.Of(depth, columns), ofY = shape.Y.Of(rows, columns);
        TileProductShape product = new()
        {
            Depth = depth,
            AStep = shape.TransposeA ? ofA.Row : RowBlocks.Size,
            BStep = shape.TransposeB ? RowBlocks.Size : ofB.Row,
            YPitch = ofY.Row,
        };
        ref T turnedB = ref Unsafe.Add(ref scratch, (nint)depth * KernelSizes.WholeBlocks(rows));

        // One factor for each row of a block.
        ref T factors = ref Unsafe.Add(ref turnedB, (nint)depth * KernelSizes.WholeBlocks(columns));
        for (int r = 0; r < RowBlocks.Size; r++)
        {
            S.Const(shape.Scale).Store(ref factors, r);
        }

        if (shape.Scale == 1)
        {
            factors = ref Unsafe.NullRef<T>();
        }

        for (int n = worker.FirstSample; n < worker.EndSample; n++)
        {
            ref T left = ref Unsafe.Add(ref a, ofA.At(n, 0));
            ref T right = ref Unsafe.Add(ref b, ofB.At(n, 0));
            if (!shape.TransposeA)
            {
                RowBlocks.Pack(rows, depth, ref left, ofA.Row, ref scratch);
                left = ref scratch;
            }

            if (shape.TransposeB)
            {
                RowBlocks.Pack(columns, depth, ref right, ofB.Row, ref turnedB);
                right = ref turnedB;
            }

            Multiply<V, S, T>(shape, product, ref left, ref right, ref Unsafe.Add(ref y, ofY.At(n, 0)), ref factors, ref sums);
        }
    }

    /// <summary>The product of one sample, block by block.</summary>
    private static void Multiply<V, S, T>(
        in ProductShape shape, in TileProductShape product, ref T a, ref T b, ref T y, ref T factors, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        for (int c = 0; c < shape.Columns; c += RowBlocks.Size)
        {
            for (int r = 0; r < shape.Rows; r += RowBlocks.Size)
            {
                TileProductShape block = product with
                {
                    Rows = Math.Min(RowBlocks.Size, shape.Rows - r),
                    Columns = Math.Min(RowBlocks.Size, shape.Columns - c),
                };
                TileProduct.Run<V, S, T, UnitStride>(
                    block,
                    ref Unsafe.Add(ref a, shape.TransposeA ? r : (nint)r * shape.Depth),
                    ref Unsafe.Add(ref b, shape.TransposeB ? (nint)c * shape.Depth : c),
                    ref Unsafe.Add(ref y, (r * product.YPitch) + c), ref factors, ref sums);
            }
        }
    }
}
