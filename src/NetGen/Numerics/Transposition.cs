using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>to[r, c] = from[r, c] for a matrix that lies by rows on one side and by columns on the other, or in any other order.</summary>
internal static class Transposition
{
    // Rows and columns moved together, so that the cache lines touched on both sides are used up while they are at hand.
    private const int Block = 16;

    /// <summary>Copies a matrix, each side with steps of its own between rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<T>(
        int rows, int columns, ref T from, nint fromRow, nint fromColumn, ref T to, nint toRow, nint toColumn)
        where T : unmanaged
    {
        if (toColumn != 1 && toRow == 1)
        {
            // The same with the two names exchanged: now the destination lies by rows.
            Copy(columns, rows, ref from, fromColumn, fromRow, ref to, toColumn, toRow);
            return;
        }

        bool vectors = typeof(T) == typeof(float) && Avx.IsSupported && fromRow == 1 && toColumn == 1;
        for (int r = 0; r < rows; r += Block)
        {
            for (int c = 0; c < columns; c += Block)
            {
                ref T source = ref Unsafe.Add(ref from, (r * fromRow) + (c * fromColumn));
                ref T target = ref Unsafe.Add(ref to, (r * toRow) + (c * toColumn));
                int height = Math.Min(Block, rows - r), width = Math.Min(Block, columns - c);
                if (vectors)
                {
                    TransposeBlock(height, width, ref source, fromColumn, ref target, toRow);
                }
                else
                {
                    CopyBlock(height, width, ref source, fromRow, fromColumn, ref target, toRow, toColumn);
                }
            }
        }
    }

    /// <summary>Turns a block of floats whose columns are adjacent in the source and whose rows are in the destination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeBlock<T>(int rows, int columns, ref T from, nint fromColumn, ref T to, nint toRow)
        where T : unmanaged
    {
        int wholeRows = rows & ~7, wholeColumns = columns & ~7;
        for (int c = 0; c < wholeColumns; c += 8)
        {
            for (int r = 0; r < wholeRows; r += 8)
            {
                Transpose8(
                    ref Unsafe.As<T, float>(ref Unsafe.Add(ref from, (c * fromColumn) + r)), fromColumn,
                    ref Unsafe.As<T, float>(ref Unsafe.Add(ref to, (r * toRow) + c)), toRow);
            }
        }

        if (wholeRows < rows)
        {
            CopyBlock(
                rows - wholeRows, wholeColumns,
                ref Unsafe.Add(ref from, wholeRows), 1, fromColumn,
                ref Unsafe.Add(ref to, wholeRows * toRow), toRow, 1);
        }

        if (wholeColumns < columns)
        {
            CopyBlock(
                rows, columns - wholeColumns,
                ref Unsafe.Add(ref from, wholeColumns * fromColumn), 1, fromColumn,
                ref Unsafe.Add(ref to, wholeColumns), toRow, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyBlock<T>(
        int rows, int columns, ref T from, nint fromRow, nint fromColumn, ref T to, nint toRow, nint toColumn)
        where T : unmanaged
    {
        for (int c = 0; c < columns; c++)
        {
            ref T source = ref Unsafe.Add(ref from, c * fromColumn);
            ref T target = ref Unsafe.Add(ref to, c * toColumn);
            for (int r = 0; r < rows; r++)
            {
                target = source;
                source = ref Unsafe.Add(ref source, fromRow);
                target = ref Unsafe.Add(ref target, toRow);
            }
        }
    }

    /// <summary>Turns eight runs of eight elements: pairs, then fours, then halves change places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose8(ref float from, nint fromStep, ref float to, nint toStep)
    {
        Vector256<float> r0 = Vector256.LoadUnsafe(ref from), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, fromStep));
        Vector256<float> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 2 * fromStep));
        Vector256<float> r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 3 * fromStep));
        Vector256<float> r4 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 4 * fromStep));
        Vector256<float> r5 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 5 * fromStep));
        Vector256<float> r6 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 6 * fromStep));
        Vector256<float> r7 = Vector256.LoadUnsafe(ref Unsafe.Add(ref from, 7 * fromStep));
        Vector256<float> a0 = Avx.UnpackLow(r0, r1), a1 = Avx.UnpackHigh(r0, r1), a2 = Avx.UnpackLow(r2, r3), a3 = Avx.UnpackHigh(r2, r3);
        Vector256<float> a4 = Avx.UnpackLow(r4, r5), a5 = Avx.UnpackHigh(r4, r5), a6 = Avx.UnpackLow(r6, r7), a7 = Avx.UnpackHigh(r6, r7);
        Vector256<float> b0 = Avx.Shuffle(a0, a2, 0x44), b1 = Avx.Shuffle(a0, a2, 0xEE);
        Vector256<float> b2 = Avx.Shuffle(a1, a3, 0x44), b3 = Avx.Shuffle(a1, a3, 0xEE);
        Vector256<float> b4 = Avx.Shuffle(a4, a6, 0x44), b5 = Avx.Shuffle(a4, a6, 0xEE);
        Vector256<float> b6 = Avx.Shuffle(a5, a7, 0x44), b7 = Avx.Shuffle(a5, a7, 0xEE);
        Avx.Permute2x128(b0, b4, 0x20).StoreUnsafe(ref to);
        Avx.Permute2x128(b1, b5, 0x20).StoreUnsafe(ref Unsafe.Add(ref to, toStep));
        Avx.Permute2x128(b2, b6, 0x20).StoreUnsafe(ref Unsafe.Add(ref to, 2 * toStep));
        Avx.Permute2x128(b3, b7, 0x20).StoreUnsafe(ref Unsafe.Add(ref to, 3 * toStep));
        Avx.Permute2x128(b0, b4, 0x31).StoreUnsafe(ref Unsafe.Add(ref to, 4 * toStep));
        Avx.Permute2x128(b1, b5, 0x31).StoreUnsafe(ref Unsafe.Add(ref to, 5 * toStep));
        Avx.Permute2x128(b2, b6, 0x31).StoreUnsafe(ref Unsafe.Add(ref to, 6 * toStep));
        Avx.Permute2x128(b3, b7, 0x31).StoreUnsafe(ref Unsafe.Add(ref to, 7 * toStep));
    }
}
