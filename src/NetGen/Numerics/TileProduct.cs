using System.Runtime.CompilerServices;

namespace NetGen.Numerics;

/// <summary>What <see cref="TileProduct"/> computes: sizes and how far apart things lie, in elements.</summary>
internal readonly struct TileProductShape
{
    public int Rows { get; init; }

    public int Columns { get; init; }

    public int Depth { get; init; }

    /// <summary>Elements of A between the steps of the sum. Rows of A lie apart what TStride says.</summary>
    public nint AStep { get; init; }

    /// <summary>Elements of B between the steps of the sum. Columns of B are neighbours.</summary>
    public nint BStep { get; init; }

    /// <summary>Elements of Y between its rows.</summary>
    public nint YPitch { get; init; }

    /// <summary>Whether the sums are added to what Y holds.</summary>
    public bool Accumulate { get; init; }
}

/// <summary>y[r][c] = f[r] · Σ_k A[r·stride + k·AStep] · B[k·BStep + c]: a small matrix product by one thread, tile by tile.</summary>
internal static class TileProduct
{
    /// <summary>Computes the product. Up to two vectors behind the columns of B are read.</summary>
    /// <param name="shape">Sizes and steps.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B.</param>
    /// <param name="y">Receives the product.</param>
    /// <param name="factors">One factor for each row, or a null reference for 1.</param>
    /// <param name="sums">Room for the sums of a tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, S, T, TStride>(in TileProductShape shape, ref T a, ref T b, ref T y, ref T factors, ref T sums)
        where V : struct, ISimd<V, T>
        where S : struct, ISimd<S, T>
        where T : unmanaged
        where TStride : struct, IStride
    {
        ContractionNest nest = new() { I = 1, J = 1, K = shape.Depth, AK = shape.AStep, BK = shape.BStep };
        int height = ContractionTile.EvenRows<V>(shape.Rows);
        for (int c = 0; c < shape.Columns; c += 2 * V.Count)
        {
            int width = Math.Min(2 * V.Count, shape.Columns - c);
            for (int r = 0; r < shape.Rows; r += height)
            {
                int count = Math.Min(height, shape.Rows - r);
                ref T rows = ref Unsafe.Add(ref a, (nint)r * TStride.Value);
                ref T columns = ref Unsafe.Add(ref b, c);
                ref T target = ref Unsafe.Add(ref y, (r * shape.YPitch) + c);
                if (Unsafe.IsNullRef(ref factors))
                {
                    ContractionTile.RunTo<V, S, T, TStride>(
                        count, width, ref rows, ref columns, nest, ref target, shape.YPitch, shape.Accumulate, ref sums);
                    continue;
                }

                ContractionTile.Run<V, T, TStride>(count, width > V.Count ? 2 : 1, ref rows, ref columns, nest, ref sums, 2 * V.Count);
                ContractionTile.ScaleRows<V, T>(ref sums, count, ref Unsafe.Add(ref factors, r));
                ContractionTile.Put<V, S, T>(ref sums, count, width, ref target, shape.YPitch, shape.Accumulate);
            }
        }
    }
}
