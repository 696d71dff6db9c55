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
    /// <param name="a">[samples × Rows × Depth], or turned around.</param>
    /// <param name="b">[samples × Depth × Columns], or turned around. Up to 31 elements behind the end may be read.</param>
    /// <param name="y">Receives [samples × Rows × Columns].</param>
    /// <param name="scratch"><see cref="KernelSizes.ProductScratch"/> elements of this worker's own, at a multiple of 64 bytes.</param>
    public static void Run<V, S, T>(Worker worker, in ProductShape shape, ref T a, ref T b, ref T y, ref T scratch)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        Span<T> stack = stackalloc T[ContractionTile.ScratchLength<V, T>()];
        ref T sums = ref ContractionTile.Align(stack);
        int rows = shape.Rows, columns = shape.Columns, depth = shape.Depth;
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
            ref T left = ref Unsafe.Add(ref a, (nint)n * rows * depth);
            ref T right = ref Unsafe.Add(ref b, (nint)n * depth * columns);
            if (!shape.TransposeA)
            {
                RowBlocks.Pack(rows, depth, ref left, depth, ref scratch);
                left = ref scratch;
            }

            if (shape.TransposeB)
            {
                RowBlocks.Pack(columns, depth, ref right, depth, ref turnedB);
                right = ref turnedB;
            }

            ref T target = ref Unsafe.Add(ref y, (nint)n * rows * columns);
            Multiply<V, S, T>(shape, ref left, ref right, ref target, ref factors, ref sums);
        }
    }

    /// <summary>The product of one sample, block by block.</summary>
    private static void Multiply<V, S, T>(in ProductShape shape, ref T a, ref T b, ref T y, ref T factors, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
    {
        int rows = shape.Rows, columns = shape.Columns, depth = shape.Depth;
        for (int c = 0; c < columns; c += RowBlocks.Size)
        {
            for (int r = 0; r < rows; r += RowBlocks.Size)
            {
                TileProductShape product = new()
                {
                    Rows = Math.Min(RowBlocks.Size, rows - r),
                    Columns = Math.Min(RowBlocks.Size, columns - c),
                    Depth = depth,
                    AStep = shape.TransposeA ? rows : RowBlocks.Size,
                    BStep = shape.TransposeB ? RowBlocks.Size : columns,
                    YPitch = columns,
                };
                TileProduct.Run<V, S, T, UnitStride>(
                    product,
                    ref Unsafe.Add(ref a, shape.TransposeA ? r : (nint)r * depth),
                    ref Unsafe.Add(ref b, shape.TransposeB ? (nint)c * depth : c),
                    ref Unsafe.Add(ref y, ((nint)r * columns) + c), ref factors, ref sums);
            }
        }
    }
}
